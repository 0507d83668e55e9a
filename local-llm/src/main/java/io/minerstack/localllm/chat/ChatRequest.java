package io.minerstack.localllm.chat;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The fields of OpenAI's chat completion request that this server acts on; others are ignored, as is {@code model}.
 *
 * @param maxTokens older name of {@code maxCompletionTokens}; the smaller one holds
 * @param n must be 1 where given
 * @param stop one text or several
 */
@JsonNaming(SnakeCaseStrategy.class)
record ChatRequest(
        @Nullable List<@Nullable ChatMessage> messages,
        @Nullable Integer maxTokens,
        @Nullable Integer maxCompletionTokens,
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Double frequencyPenalty,
        @Nullable Double presencePenalty,
        @Nullable Long seed,
        @Nullable Integer n,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<@Nullable String> stop,

        @Nullable ResponseFormat responseFormat,
        @Nullable Boolean stream,
        @Nullable StreamOptions streamOptions) {

    boolean wantsStream() {
        return Boolean.TRUE.equals(stream);
    }

    boolean wantsStreamUsage() {
        return streamOptions != null && Boolean.TRUE.equals(streamOptions.includeUsage());
    }

    /**
     * One message.
     *
     * @param content a text, or a list of parts of type {@code text}
     */
    record ChatMessage(@Nullable String role, @Nullable JsonNode content) {}

    /**
     * The form of the answer.
     *
     * @param type {@code text}, {@code json_object} or {@code json_schema}
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record ResponseFormat(@Nullable String type, @Nullable JsonSchema jsonSchema) {}

    /** OpenAI's wrapper around a JSON schema; its name and strictness change nothing here: it is always strict. */
    record JsonSchema(@Nullable JsonNode schema) {}

    /** What a stream has besides the answer. */
    @JsonNaming(SnakeCaseStrategy.class)
    record StreamOptions(@Nullable Boolean includeUsage) {}
}
