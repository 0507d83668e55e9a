package io.minerstack.agent.completion;

import io.minerstack.agent.completion.ModelCallException.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * OpenAI's chat completion with llm-proxy's fields {@code provider} and {@code partial}; unused fields are left out.
 */
@JsonNaming(SnakeCaseStrategy.class)
record ChatCompletionResponse(
        @Nullable String model,
        @Nullable String provider,
        @Nullable Boolean partial,
        @Nullable List<Choice> choices,
        @Nullable Usage usage) {

    Completion toCompletion() {
        Choice choice = choices == null || choices.isEmpty() ? null : choices.getFirst();
        Message message = choice == null ? null : choice.message();
        if (choice == null || message == null) {
            throw new ModelCallException(Reason.UNUSABLE, 200);
        }
        return new Completion(
                message.content() == null ? "" : message.content(),
                message.reasoning() == null ? message.reasoningContent() : message.reasoning(),
                message.refusal(),
                choice.finishReason(),
                Boolean.TRUE.equals(partial),
                model,
                provider,
                usage == null ? null : usage.totalTokens());
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Choice(@Nullable Message message, @Nullable String finishReason) {}

    /** The reasoning has two names, because vLLM renamed {@code reasoning_content} to {@code reasoning}. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Message(
            @Nullable String content,
            @Nullable String reasoning,
            @Nullable String reasoningContent,
            @Nullable String refusal) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Usage(@Nullable Integer totalTokens) {}
}
