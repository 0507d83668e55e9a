package io.minerstack.localllm.generation;

import io.minerstack.localllm.engine.PromptMessage;
import io.minerstack.localllm.engine.SamplingParameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The input of one generation.
 *
 * @param maxTokens limit of the answer's tokens; null means the server's limit, which applies in any case
 */
public record GenerationRequest(
        List<PromptMessage> messages,
        SamplingParameters sampling,
        @Nullable Integer maxTokens) {

    public GenerationRequest {
        messages = List.copyOf(messages);
    }

    /** The number of characters of all messages. */
    long characters() {
        return messages.stream()
                .mapToLong(message -> message.content().length())
                .sum();
    }
}
