/** Benchmark of the measurement of stages. */
@NullMarked
package io.minerstack.agent.component;

import org.jspecify.annotations.NullMarked;
