package io.minerstack.localllm.generation;

import io.minerstack.localllm.engine.PromptMessage;
import io.minerstack.localllm.engine.SamplingParameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to answer and how.
 *
 * @param maxTokens tokens of the answer at most; null for the server's own limit, which holds in any case
 */
public record GenerationRequest(
        List<PromptMessage> messages, SamplingParameters sampling, @Nullable Integer maxTokens) {

    public GenerationRequest {
        messages = List.copyOf(messages);
    }
}
