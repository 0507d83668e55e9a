package io.minerstack.localllm.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.minerstack.localllm.generation.GenerationEvent;
import io.minerstack.localllm.generation.GenerationEvent.FinishReason;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * OpenAI's chat completion, whole ({@code chat.completion}) or one chunk of a stream ({@code chat.completion.chunk}).
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

    /** The only choice; a whole reply has a message, a chunk has a delta. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonNaming(SnakeCaseStrategy.class)
    record Choice(
            int index,
            @Nullable Text message,
            @Nullable Text delta,
            @JsonInclude @Nullable String finishReason) {

        static Choice whole(String text, FinishReason reason) {
            return new Choice(0, new Text("assistant", text), null, wire(reason));
        }

        static Choice piece(@Nullable String role, String text) {
            return new Choice(0, null, new Text(role, text), null);
        }

        static Choice end(FinishReason reason) {
            return new Choice(0, null, new Text(null, null), wire(reason));
        }

        private static String wire(FinishReason reason) {
            return reason.name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the assistant says; a delta leaves out what it does not change. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Text(@Nullable String role, @Nullable String content) {}

    /** Tokens. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Usage(int promptTokens, int completionTokens, int totalTokens) {

        static Usage of(GenerationEvent.Usage usage) {
            return new Usage(usage.prompt(), usage.completion(), usage.total());
        }
    }
}
