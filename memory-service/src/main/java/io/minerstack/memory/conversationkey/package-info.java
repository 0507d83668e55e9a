/** Whose memory a request is about: tenant and conversation id, read from the request in one place. */
@NullMarked
package io.minerstack.memory.conversationkey;

import org.jspecify.annotations.NullMarked;
