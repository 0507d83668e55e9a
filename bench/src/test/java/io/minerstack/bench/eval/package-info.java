/** Tests of the run that compares the bare model and the stack. */
@NullMarked
package io.minerstack.bench.eval;

import org.jspecify.annotations.NullMarked;
