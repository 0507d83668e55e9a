package io.minerstack.llmproxy.completion;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Token counts of an answer.
 *
 * @param json as the caller gets them: the server's own, or ours, marked {@code "estimated": true}
 * @param input tokens of the prompt
 * @param output tokens of the answer
 * @param estimated whether we counted, because the server did not
 */
record TokenUsage(JsonNode json, long input, long output, boolean estimated) {

    /**
     * The server's counts, or estimates.
     *
     * @param promptEstimate asked only where the server did not count: it reads the whole prompt
     */
    static TokenUsage of(@Nullable JsonNode counted, IntSupplier promptEstimate, int estimatedOutput, JsonMapper json) {
        if (counted != null && counted.path("prompt_tokens").isNumber()) {
            return new TokenUsage(
                    counted,
                    counted.path("prompt_tokens").asLong(0),
                    counted.path("completion_tokens").asLong(0),
                    false);
        }
        int estimatedInput = promptEstimate.getAsInt();
        JsonNode estimate = json.createObjectNode()
                .put("prompt_tokens", estimatedInput)
                .put("completion_tokens", estimatedOutput)
                .put("total_tokens", estimatedInput + estimatedOutput)
                .put("estimated", true);
        return new TokenUsage(estimate, estimatedInput, estimatedOutput, true);
    }
}
