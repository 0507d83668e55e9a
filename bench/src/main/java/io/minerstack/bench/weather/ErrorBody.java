package io.minerstack.bench.weather;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The error bodies of model servers.
 *
 * @param code {@code code} of the error object
 * @param param the refused field
 */
record ErrorBody(
        String message,
        String type,
        @Nullable String code,
        @Nullable String param) {

    /** Is in every error body; no caller may see it. */
    static final String SECRET = "UPSTREAM-SECRET-sk-weather";

    /** Texts and codes of servers that refuse a prompt for its length. */
    private static final List<ErrorBody> TOO_LONG = List.of(
            // OpenAI
            of(
                    "This model's maximum context length is 2048 tokens. However, your messages resulted in 3900"
                            + " tokens. Please reduce the length of the messages.",
                    "invalid_request_error",
                    "context_length_exceeded"),
            // vLLM
            of(
                    "This model's maximum context length is 2048 tokens. However, you requested 6100 tokens (3900 in"
                            + " the messages, 2200 in the completion). Please reduce the length of the messages or"
                            + " completion.",
                    "BadRequestError",
                    "400"),
            // ggml-org/llama.cpp: exceed_context_size_error
            of(
                    "the request exceeds the available context size. try increasing the context size or enable context"
                            + " shift",
                    "exceed_context_size_error",
                    null),
            // sgl-project/sglang
            of(
                    "The input (3900 tokens) is longer than the model's context length (2048 tokens).",
                    "BadRequestError",
                    null),
            // huggingface/text-generation-inference
            of("Input validation error: `inputs` must have less than 2048 tokens. Given: 3900", "validation", null),
            // Anthropic
            of("prompt is too long: 3900 tokens > 2048 maximum", "invalid_request_error", null),
            // Gemini
            of(
                    "The input token count (3900) exceeds the maximum number of tokens allowed (2048).",
                    "INVALID_ARGUMENT",
                    "400"),
            // Groq
            of(
                    "Please reduce the length of the messages or completion.",
                    "invalid_request_error",
                    "context_length_exceeded"),
            // Mistral
            of(
                    "Prompt contains 3900 tokens and 0 draft tokens, too large for model with 2048 maximum context"
                            + " length",
                    "invalid_request_error",
                    "3051"));

    static ErrorBody of(String message, String type, @Nullable String code) {
        return new ErrorBody(message, type, code, null);
    }

    static ErrorBody tooLong(SplittableRandom random) {
        return TOO_LONG.get(random.nextInt(TOO_LONG.size()));
    }

    static ErrorBody refused(String field) {
        return new ErrorBody(
                "Unsupported parameter: '" + field + "' is not supported with this model.",
                "invalid_request_error",
                "unsupported_parameter",
                field);
    }

    /** The body in the shape of the dialect. */
    String write(ServerDialect.Errors shape) {
        String text = message + " (" + SECRET + ")";
        ObjectNode root = JsonMapper.shared().createObjectNode();
        return switch (shape) {
            case OBJECT -> root.set("error", object(text)).toString();
            case ARRAY ->
                JsonMapper.shared()
                        .createArrayNode()
                        .add(root.set("error", object(text)))
                        .toString();
            case STRING -> JsonMapper.shared().writeValueAsString(text);
            case DETAIL -> root.put("detail", text).toString();
            case TEXT_IN_OBJECT ->
                root.put("error", text).put("error_type", type).toString();
            case FLAT -> object(text).put("object", "error").toString();
        };
    }

    ObjectNode object() {
        return object(message + " (" + SECRET + ")");
    }

    private ObjectNode object(String text) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("message", text)
                .put("type", type)
                .put("param", param)
                .put("code", code);
    }
}
