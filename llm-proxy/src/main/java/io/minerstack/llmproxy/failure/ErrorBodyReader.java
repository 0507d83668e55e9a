package io.minerstack.llmproxy.failure;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads error bodies as the servers write them: OpenAI's envelope, vLLM's numeric codes, older vLLM's bare object. */
final class ErrorBodyReader {

    private static final int LONGEST_MESSAGE = 1_000;

    private ErrorBodyReader() {}

    static UpstreamError read(JsonMapper json, byte[] body) {
        try {
            return read(json.readTree(body));
        } catch (JacksonException notJson) {
            return new UpstreamError("The model server did not accept the request.", null, null, null);
        }
    }

    /** From an envelope, or from the object inside it. */
    static UpstreamError read(JsonNode root) {
        JsonNode error = root.path("error").isObject() ? root.path("error") : root;
        String message = error.path("message").asString("");
        if (message.isBlank()) {
            message = "The model server did not accept the request.";
        }
        return new UpstreamError(
                message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)),
                text(error.path("type")),
                text(error.path("param")),
                code(error.path("code"), message));
    }

    /** vLLM's code is the status; what the request lacks stands in its message only. */
    private static @Nullable String code(JsonNode code, String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        boolean context = lower.contains("maximum context length") || lower.contains("max_model_len");
        return context ? "context_length_exceeded" : text(code);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() && !node.asString().isBlank() ? node.asString() : null;
    }
}
