package io.minerstack.llmproxy.failure;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the error bodies of model servers: OpenAI's envelope, vLLM's numeric codes, and the bare object of older vLLM
 * versions. Any other body gives an error with a general message.
 */
class ErrorBodyReader {

    private static final int MAX_MESSAGE_LENGTH = 1_000;
    private static final String GENERAL_MESSAGE = "The model server did not accept the request.";

    private final JsonMapper json;

    ErrorBodyReader(JsonMapper json) {
        this.json = json;
    }

    UpstreamError read(byte[] body) {
        try {
            return read(json.readTree(body));
        } catch (JacksonException notJson) {
            return new UpstreamError(GENERAL_MESSAGE, null, null, null);
        }
    }

    /**
     * Reads a parsed body.
     *
     * @param body the envelope, or the error object inside it
     */
    UpstreamError read(JsonNode body) {
        JsonNode error = body.path("error").isObject() ? body.path("error") : body;
        String message = error.path("message").asString("");
        if (message.isBlank()) {
            message = GENERAL_MESSAGE;
        }
        return new UpstreamError(
                message.substring(0, Math.min(message.length(), MAX_MESSAGE_LENGTH)),
                text(error.path("type")),
                text(error.path("param")),
                code(error.path("code"), message));
    }

    /** vLLM sends the HTTP status as its code: only the message says that the context is too short. */
    private static @Nullable String code(JsonNode code, String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        boolean contextTooLong = lower.contains("maximum context length") || lower.contains("max_model_len");
        return contextTooLong ? "context_length_exceeded" : text(code);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() && !node.asString().isBlank() ? node.asString() : null;
    }
}
