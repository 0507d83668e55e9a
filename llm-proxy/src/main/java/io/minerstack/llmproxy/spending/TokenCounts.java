package io.minerstack.llmproxy.spending;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tokens of one attempt.
 *
 * @param input of the prompt
 * @param output of the answer
 */
record TokenCounts(long input, long output) {

    /** More than any model reads or writes: a larger count is a mistake of the server, and no count. */
    private static final long MOST = 100_000_000;

    /** The counts of a model server; null if they can't be read. */
    static @Nullable TokenCounts read(@Nullable JsonNode usage) {
        if (usage == null) {
            return null;
        }
        JsonNode input = usage.path("prompt_tokens");
        JsonNode output = usage.path("completion_tokens");
        return isCount(input) && isCount(output) ? new TokenCounts(input.asLong(), output.asLong()) : null;
    }

    private static boolean isCount(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToLong() && value.asLong() >= 0 && value.asLong() <= MOST;
    }

    long total() {
        return input + output;
    }
}
