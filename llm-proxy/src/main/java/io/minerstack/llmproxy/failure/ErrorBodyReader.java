package io.minerstack.llmproxy.failure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Reads the error bodies of model servers in any shape: OpenAI's envelope, an object without one, an array around it,
 * a bare string, {@code detail} as text or list, an error inside an error, JSON inside a string, a stream event, and
 * plain text. A body without a reason, such as an HTML page, gives a general message.
 */
class ErrorBodyReader {

    private static final int MAX_MESSAGE_LENGTH = 1_000;
    private static final int MAX_WORDS_LENGTH = 4_000;
    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_DEPTH = 8;
    private static final int MAX_LIST_ENTRIES = 8;
    private static final String GENERAL_MESSAGE = "The model server did not accept the request.";

    private static final List<String> INNER_ERRORS = List.of("error", "errors", "detail", "base_resp");
    private static final List<String> MESSAGES = List.of(
            "message", "msg", "error_message", "error_msg", "status_msg", "error_description", "description", "reason");
    private static final List<String> CODES = List.of("code", "error_code", "errorCode");
    private static final List<String> NUMERIC_CODES = List.of("code", "status", "status_code", "statusCode");

    private final ObjectReader reader;

    ErrorBodyReader(JsonMapper json) {
        this.reader = json.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** Reads the bytes of a body, possibly cut. */
    UpstreamError read(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        JsonNode json = json(text);
        if (json == null) {
            json = event(text);
        }
        return json == null ? plain(text) : read(json);
    }

    /**
     * Reads a parsed body.
     *
     * @param body the envelope, or any part of it that contains the error
     */
    UpstreamError read(JsonNode body) {
        Reading reading = new Reading();
        reading.read(body, 0);
        return reading.error();
    }

    private UpstreamError plain(String text) {
        Reading reading = new Reading();
        // an HTML page is a page of a proxy, not a reason
        if (!text.startsWith("<") && !text.contains("<html")) {
            reading.message(text);
        }
        return reading.error();
    }

    private @Nullable JsonNode json(String text) {
        if (text.isEmpty() || "{[\"".indexOf(text.charAt(0)) < 0) {
            return null;
        }
        try {
            return reader.readTree(text);
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /** The JSON of the first line {@code data: …} or {@code error: …}, null where there is none. */
    private @Nullable JsonNode event(String text) {
        return text.lines()
                .limit(MAX_LIST_ENTRIES)
                .filter(line -> line.startsWith("data:") || line.startsWith("error:"))
                .map(line -> json(line.substring(line.indexOf(':') + 1).strip()))
                .filter(json -> json != null)
                .findFirst()
                .orElse(null);
    }

    /** One line of text without control characters. */
    private static String oneLine(String text, int maxLength) {
        String start = text.substring(0, Math.min(text.length(), 2 * maxLength));
        StringBuilder line = new StringBuilder(start.length());
        boolean space = false;
        for (int index = 0; index < start.length(); index++) {
            char next = start.charAt(index);
            if (Character.isWhitespace(next) || Character.isISOControl(next)) {
                space = !line.isEmpty();
                continue;
            }
            if (space) {
                line.append(' ');
                space = false;
            }
            line.append(next);
        }
        int length = Math.min(line.length(), maxLength);
        boolean cutsPair = length > 0 && length < line.length() && Character.isHighSurrogate(line.charAt(length - 1));
        return line.substring(0, cutsPair ? length - 1 : length);
    }

    /** The reading of one body, from the outside to the inside: an inner error is more exact than an outer one. */
    private final class Reading {

        private final List<String> messages = new ArrayList<>(2);
        private final List<JsonNode> objects = new ArrayList<>(2);
        private @Nullable String type;
        private @Nullable String param;
        private @Nullable String code;
        private int status;
        private boolean negativeLimit;

        void read(JsonNode node, int depth) {
            if (depth > MAX_DEPTH) {
                return;
            }
            if (node.isString()) {
                text(node.asString(), depth);
            } else if (node.isArray()) {
                for (int index = 0; index < Math.min(node.size(), MAX_LIST_ENTRIES); index++) {
                    read(node.path(index), depth + 1);
                }
            } else if (node.isObject()) {
                object(node, depth);
            }
        }

        private void text(String text, int depth) {
            String stripped = text.strip();
            JsonNode inner = stripped.startsWith("\"") ? null : json(stripped);
            if (inner == null) {
                message(stripped);
            } else {
                read(inner, depth + 1);
            }
        }

        void message(String text) {
            String line = oneLine(text, MAX_MESSAGE_LENGTH);
            if (!line.isEmpty() && messages.size() < MAX_LIST_ENTRIES && !messages.contains(line)) {
                messages.add(line);
            }
        }

        private void object(JsonNode object, int depth) {
            objects.add(object);
            type = inner(name(object, List.of("type", "error_type", "status", "__type")), type);
            code = inner(name(object, CODES), code);
            param = inner(param(object), param);
            // pydantic repeats the value beside its sentence
            negativeLimit |= object.path("input").isInt()
                    && object.path("input").asInt() < 0
                    && String.valueOf(param(object)).matches("max_(?:new_|completion_)?tokens");
            for (String field : NUMERIC_CODES) {
                JsonNode value = object.path(field);
                // relays written in Python send the status as text
                int number = value.isInt() || value.isString() ? value.asInt(0) : 0;
                status = number >= 400 && number < 600 ? number : status;
            }
            for (String field : MESSAGES) {
                if (object.has(field)) {
                    read(object.path(field), depth + 1);
                }
            }
            for (String field : INNER_ERRORS) {
                read(object.path(field), depth + 1);
            }
            details(object.path("details"), depth);
            // OpenRouter puts the error of the model's provider here
            read(object.path("metadata").path("raw"), depth + 1);
        }

        /** Google's details: the reason is the real code, such as {@code API_KEY_INVALID}. */
        private void details(JsonNode details, int depth) {
            for (int index = 0; index < Math.min(details.size(), MAX_LIST_ENTRIES); index++) {
                JsonNode detail = details.path(index);
                if (code == null) {
                    code = name(detail, List.of("reason"));
                }
                param = inner(name(detail.at("/fieldViolations/0"), List.of("field")), param);
            }
            if (details.isString()) {
                read(details, depth + 1);
            }
        }

        private static @Nullable String inner(@Nullable String inner, @Nullable String outer) {
            return inner == null ? outer : inner;
        }

        /** The field at fault: {@code param}, or the {@code loc} of a validation error without its {@code body}. */
        private static @Nullable String param(JsonNode object) {
            StringJoiner path = new StringJoiner(".");
            JsonNode location = object.path("loc");
            for (int index = 0; index < Math.min(location.size(), MAX_LIST_ENTRIES); index++) {
                String step = location.path(index).asString("");
                if (!step.isEmpty() && !(index == 0 && step.equals("body"))) {
                    path.add(step);
                }
            }
            return path.length() == 0 ? name(object, List.of("param")) : oneLine(path.toString(), MAX_NAME_LENGTH);
        }

        private static @Nullable String name(JsonNode object, List<String> fields) {
            for (String field : fields) {
                JsonNode value = object.path(field);
                if (value.isString() && !value.asString().isBlank()) {
                    return oneLine(value.asString(), MAX_NAME_LENGTH);
                }
            }
            return null;
        }

        UpstreamError error() {
            String message = messages.isEmpty() ? GENERAL_MESSAGE : messages.getFirst();
            String words = String.join(" ", messages).toLowerCase(Locale.ROOT);
            words = words.substring(0, Math.min(words.length(), MAX_WORDS_LENGTH));
            if (!PromptTooLong.matches(code, type, words) && !negativeLimit) {
                return new UpstreamError(message, type, param, code, status, null);
            }
            PromptSize size = PromptSize.read(numbers(), words);
            return new UpstreamError(message, type, param, UpstreamError.CONTEXT_TOO_LONG, status, size);
        }

        /** The innermost object that has numbers of its own, else a missing node. */
        private JsonNode numbers() {
            for (JsonNode object : objects.reversed()) {
                if (object.has("n_ctx") || object.has("n_prompt_tokens") || object.has("context_tokens")) {
                    return object;
                }
            }
            return MissingNode.getInstance();
        }
    }
}
