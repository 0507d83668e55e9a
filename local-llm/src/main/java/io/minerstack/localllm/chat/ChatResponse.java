package io.minerstack.localllm.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minerstack.localllm.generation.GenerationEvent;
import io.minerstack.localllm.generation.GenerationEvent.FinishReason;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * OpenAI's chat completion: the whole response ({@code chat.completion}) or one chunk of a stream
 * ({@code chat.completion.chunk}).
 *
 * @param created epoch seconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
record ChatResponse(
        String id,
        String object,
        long created,
        String model,
        List<Choice> choices,
        @Nullable Usage usage) {

    /** The only choice: a whole response has a message, a chunk has a delta. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonNaming(SnakeCaseStrategy.class)
    record Choice(
            int index,
            @Nullable Text message,
            @Nullable Text delta,
            @JsonInclude @Nullable String finishReason) {

        static Choice whole(String text, FinishReason reason) {
            return new Choice(0, new Text("assistant", text), null, reason.label());
        }

        static Choice delta(@Nullable String role, String text) {
            return new Choice(0, null, new Text(role, text), null);
        }

        static Choice end(FinishReason reason) {
            return new Choice(0, null, new Text(null, null), reason.label());
        }
    }

    /** The assistant's text; a delta leaves out the fields that do not change. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Text(@Nullable String role, @Nullable String content) {}

    /** Numbers of tokens. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Usage(int promptTokens, int completionTokens, int totalTokens) {

        static Usage of(GenerationEvent.TokenCounts tokens) {
            return new Usage(tokens.prompt(), tokens.completion(), tokens.total());
        }
    }
}
