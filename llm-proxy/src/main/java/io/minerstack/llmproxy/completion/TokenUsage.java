package io.minerstack.llmproxy.completion;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Token counts of an answer.
 *
 * @param json for the caller: the upstream's own counts unchanged, or estimates marked {@code "estimated": true}
 * @param input tokens of the prompt
 * @param output tokens of the answer
 * @param estimated whether the upstream sent no counts
 */
record TokenUsage(JsonNode json, long input, long output, boolean estimated) {

    /**
     * The upstream's counts, or estimates.
     *
     * @param promptEstimate called only without counts of the upstream, because the estimate reads the whole prompt
     */
    static TokenUsage of(@Nullable JsonNode counted, IntSupplier promptEstimate, int outputEstimate, JsonMapper json) {
        if (counted != null && counted.path("prompt_tokens").isNumber()) {
            return new TokenUsage(
                    counted,
                    counted.path("prompt_tokens").asLong(0),
                    counted.path("completion_tokens").asLong(0),
                    false);
        }
        int input = promptEstimate.getAsInt();
        JsonNode estimate = json.createObjectNode()
                .put("prompt_tokens", input)
                .put("completion_tokens", outputEstimate)
                .put("total_tokens", input + outputEstimate)
                .put("estimated", true);
        return new TokenUsage(estimate, input, outputEstimate, true);
    }
}
