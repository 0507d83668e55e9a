/** Whose memory a request is about: tenant and conversation id, read from the request in one place. */
@NullMarked
package io.minerstack.memory.identity;

import org.jspecify.annotations.NullMarked;
