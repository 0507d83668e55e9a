package io.minerstack.llmproxy.failure;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The error object of an upstream, with the fields of OpenAI's error envelope.
 *
 * @param message for people, one line of at most 1,000 characters
 * @param type such as {@code invalid_request_error}
 * @param param the field of the request at fault
 * @param code such as {@code context_length_exceeded}
 * @param status the HTTP status that the error object names, 0 if none: an error event has no other status
 * @param promptSize the numbers of an error about a prompt that is too long, null if unknown
 */
public record UpstreamError(
        String message,
        @Nullable String type,
        @Nullable String param,
        @Nullable String code,
        int status,
        @Nullable PromptSize promptSize) {

    static final String CONTEXT_TOO_LONG = "context_length_exceeded";

    /** Names of the field, and of what servers make of it. */
    private static final List<String> RESPONSE_FORMAT_WORDS = List.of(
            "response_format",
            "response format",
            "json_schema",
            "json schema",
            "json_object",
            "json mode",
            "structured",
            "grammar",
            "guided",
            "constrained decoding");

    /** An error without numbers. */
    public UpstreamError(String message, @Nullable String type, @Nullable String param, @Nullable String code) {
        this(message, type, param, code, 0, null);
    }

    /** Whether the prompt and the answer together are longer than the model's context. */
    public boolean isContextTooLong() {
        return CONTEXT_TOO_LONG.equals(code);
    }

    /** Whether the content policy of the model rejected the prompt. */
    public boolean isContentPolicy() {
        return "content_policy_violation".equals(code) || "content_filter".equals(code);
    }

    /** The same reason with OpenAI's code of the content policy, which callers know. */
    UpstreamError asContentPolicy() {
        return isContentPolicy() ? this : new UpstreamError(message, type, param, "content_policy_violation");
    }

    /** The same reason with OpenAI's code of a prompt that is too long. */
    UpstreamError asTooLong() {
        return isContextTooLong()
                ? this
                : new UpstreamError(message, type, param, CONTEXT_TOO_LONG, status, promptSize);
    }

    /**
     * Whether the upstream does not support the type of {@code response_format}. False where the upstream only rejects
     * the JSON schema that the caller sent.
     */
    public boolean isUnsupportedResponseFormat() {
        if (isContextTooLong() || isContentPolicy()) {
            return false;
        }
        String words = (message + ' ' + param).toLowerCase(Locale.ROOT);
        return !words.contains("invalid schema")
                && RESPONSE_FORMAT_WORDS.stream().anyMatch(words::contains);
    }
}
