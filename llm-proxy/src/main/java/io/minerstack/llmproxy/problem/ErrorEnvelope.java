package io.minerstack.llmproxy.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's error body, and the last event of an interrupted stream.
 *
 * @param error the error object
 */
public record ErrorEnvelope(ErrorObject error) {

    /**
     * OpenAI's error object.
     *
     * @param message for people
     * @param type general kind, such as {@code server_error}
     * @param param the field of the request at fault
     * @param code stable, for programs
     * @param promptTokens tokens of a prompt that is too long, absent if unknown
     * @param contextTokens tokens of the context that the prompt is too long for, absent if unknown
     */
    public record ErrorObject(
            String message,
            String type,
            @Nullable String param,
            String code,

            @JsonProperty("prompt_tokens") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer promptTokens,

            @JsonProperty("context_tokens") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer contextTokens) {}

    /** The last event of a stream that ends early. */
    public static ErrorEnvelope serverError(String message, String code) {
        return new ErrorEnvelope(new ErrorObject(message, "server_error", null, code, null, null));
    }
}
