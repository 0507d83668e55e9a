/** Deletes expired messages and conversations in the background. */
@NullMarked
package io.minerstack.memory.retention;

import org.jspecify.annotations.NullMarked;
