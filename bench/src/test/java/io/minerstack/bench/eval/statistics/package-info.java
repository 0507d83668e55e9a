/** Tests of the run that compares the bare model and the stack. */
@NullMarked
package io.minerstack.bench.eval.statistics;

import org.jspecify.annotations.NullMarked;
