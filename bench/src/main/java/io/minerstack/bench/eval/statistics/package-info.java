/** Confidence intervals of shares and of paired differences. */
@NullMarked
package io.minerstack.bench.eval.statistics;

import org.jspecify.annotations.NullMarked;
