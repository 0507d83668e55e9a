/** Asks the bare model and the stack the same questions and compares their answers. */
@NullMarked
package io.minerstack.bench.eval;

import org.jspecify.annotations.NullMarked;
