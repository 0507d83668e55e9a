/** What a judge model is asked about answers, and how its scores are read. */
@NullMarked
package io.minerstack.bench.eval.judge;

import org.jspecify.annotations.NullMarked;
