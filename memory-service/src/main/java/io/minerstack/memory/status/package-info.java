/** Tells how much memory is alive, at next to no cost. */
@NullMarked
package io.minerstack.memory.status;

import org.jspecify.annotations.NullMarked;
