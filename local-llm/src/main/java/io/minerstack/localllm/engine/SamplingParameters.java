package io.minerstack.localllm.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the model chooses the next token.
 *
 * @param temperature 0–2; 0 always takes the most likely token
 * @param topP 0–1
 * @param frequencyPenalty -2–2
 * @param presencePenalty -2–2
 * @param seed the same seed and prompt give the same answer; null for a new seed each time
 * @param stop texts that end the answer and are left out of it
 * @param schema JSON schema that the answer must match, as JSON text; null for free text
 */
public record SamplingParameters(
        double temperature,
        double topP,
        double frequencyPenalty,
        double presencePenalty,
        @Nullable Integer seed,
        List<String> stop,
        @Nullable String schema) {

    public SamplingParameters {
        stop = List.copyOf(stop);
    }
}
