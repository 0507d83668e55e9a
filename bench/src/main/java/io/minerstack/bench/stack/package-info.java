/** The whole stack as a process that a run starts and stops. */
@NullMarked
package io.minerstack.bench.stack;

import org.jspecify.annotations.NullMarked;
