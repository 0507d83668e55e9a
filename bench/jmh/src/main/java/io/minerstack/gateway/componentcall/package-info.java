/** Benchmark of the record of a component call. */
@NullMarked
package io.minerstack.gateway.componentcall;

import org.jspecify.annotations.NullMarked;
