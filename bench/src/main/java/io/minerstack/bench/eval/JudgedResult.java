package io.minerstack.bench.eval;

import io.minerstack.bench.eval.judge.Judgement;
import org.jspecify.annotations.Nullable;

/**
 * An answer and what the judge says about it.
 *
 * @param judgement null where the judge gave no scores
 * @param failure why there are no scores; empty if there are
 */
record JudgedResult(Result result, @Nullable Judgement judgement, String failure) {}
