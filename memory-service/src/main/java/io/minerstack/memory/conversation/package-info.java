/** Keeps the last messages of each conversation, in the order in which they were appended. */
@NullMarked
package io.minerstack.memory.conversation;

import org.jspecify.annotations.NullMarked;
