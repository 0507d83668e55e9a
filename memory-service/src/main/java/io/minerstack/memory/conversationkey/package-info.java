/** The key of everything that is stored, tenant and conversation id, and how a request names them. */
@NullMarked
package io.minerstack.memory.conversationkey;

import org.jspecify.annotations.NullMarked;
