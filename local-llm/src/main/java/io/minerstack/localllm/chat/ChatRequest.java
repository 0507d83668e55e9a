package io.minerstack.localllm.chat;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The fields of OpenAI's chat completion request that this server supports. All other fields are ignored, {@code model}
 * included.
 *
 * @param maxTokens older name of {@code maxCompletionTokens}; the smaller of the two applies
 * @param n must be 1 if present
 * @param stop one text or a list of texts
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
     * @param content a string, or a list of parts of type {@code text}
     */
    record ChatMessage(@Nullable String role, @Nullable JsonNode content) {}

    /**
     * The format of the answer.
     *
     * @param type {@code text}, {@code json_object} or {@code json_schema}
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record ResponseFormat(@Nullable String type, @Nullable JsonSchema jsonSchema) {}

    /**
     * OpenAI's wrapper around a JSON schema. Its name and its {@code strict} are ignored: the schema is always
     * enforced.
     */
    record JsonSchema(@Nullable JsonNode schema) {}

    /** Options of a streamed response. */
    @JsonNaming(SnakeCaseStrategy.class)
    record StreamOptions(@Nullable Boolean includeUsage) {}
}
