package io.minerstack.gateway.outcome;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the component calls of one tenant ended at this gateway.
 *
 * @param since when the counting began
 * @param components for each component that was called: the number of calls by outcome
 * @param window the last 256 calls by outcome
 * @param seconds of the last 256 good answers
 * @param tokens of prompts and answers
 */
public record TenantAnswerReport(
        Instant since,
        Map<String, Map<String, Long>> components,
        Map<String, Long> window,
        Seconds seconds,
        long tokens) {

    /**
     * From the request's arrival to the end of the answer; null without an answer.
     *
     * @param p50 median
     * @param p95 95 %
     */
    public record Seconds(@Nullable Double p50, @Nullable Double p95) {}
}
