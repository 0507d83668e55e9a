package io.minerstack.llmproxy.sse;

import io.minerstack.llmproxy.failure.UpstreamErrorMapper;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.sse.Chunk.Head;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads one JSON object of a stream: its head, its choice, its usage, and errors in all their forms. */
class ChunkParser {

    /** Milliseconds since 1970 have 13 digits, seconds have 10. */
    private static final long MAX_SECONDS = 100_000_000_000L;

    private final JsonParser parser;
    private final UpstreamErrorMapper errors;
    private final Map<String, JsonNode> errorFields = new LinkedHashMap<>(0);
    private @Nullable String id;
    private @Nullable String model;
    private @Nullable String fingerprint;
    private long created;
    private boolean hasChoices;
    private @Nullable ChoiceParser choice;
    private @Nullable JsonNode usage;
    private boolean readable = true;

    /**
     * Reads the object at whose start the parser stands.
     *
     * @param errors maps an error object
     */
    ChunkParser(JsonParser parser, UpstreamErrorMapper errors) {
        this.parser = parser;
        this.errors = errors;
    }

    /**
     * The chunk, null where a part of the answer can't be read.
     *
     * @throws UpstreamException if the object is an error
     */
    @Nullable
    Chunk chunk() {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "id" -> id = text(value);
                case "model" -> model = text(value);
                case "system_fingerprint" -> fingerprint = text(value);
                case "created" -> created = created(value);
                case "choices" -> choices(value);
                case "usage" -> usage(ChunkReader.tree(parser, value));
                case "x_groq" -> groq(ChunkReader.tree(parser, value));
                case "object" -> object(text(value));
                case "error", "error_message", "message", "detail", "code", "type", "status", "base_resp" ->
                    errorField(name, value);
                default -> parser.skipChildren();
            }
        }
        failOnError();
        return readable && (choice == null || choice.isReadable()) ? assembled() : null;
    }

    private Chunk assembled() {
        Head head = new Head(id, model, created, fingerprint);
        if (choice == null) {
            return new Chunk(head, null, false, null, usage);
        }
        return new Chunk(
                head,
                choice.delta(),
                choice.isWhole(),
                choice.finishReason(),
                usage == null ? counts(choice.usage()) : usage);
    }

    private void choices(JsonToken value) {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        if (value != JsonToken.START_ARRAY) {
            readable = false;
            parser.skipChildren();
            return;
        }
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                choice();
            } else {
                // a null choice, or something that is no choice
                readable &= token == JsonToken.VALUE_NULL;
                parser.skipChildren();
            }
        }
    }

    /**
     * One answer per request is all that this proxy asks for, so other choices beside the first are ignored. A choice
     * that is alone in its event is the answer, whatever its index: some servers count from 1, or by content block.
     */
    private void choice() {
        hasChoices = true;
        ChoiceParser next = new ChoiceParser(parser);
        next.read();
        if (next.error() != null) {
            errorFields.put("error", next.error());
        }
        if (choice == null || (choice.index() != 0 && next.index() == 0)) {
            choice = next;
        }
    }

    private void usage(@Nullable JsonNode value) {
        JsonNode counts = counts(value);
        usage = counts == null ? usage : counts;
    }

    /** Token counts, null where they are missing or zero: some servers send zeros until the end. */
    private static @Nullable JsonNode counts(@Nullable JsonNode value) {
        boolean counted = value != null
                && (value.path("prompt_tokens").asLong(0) > 0
                        || value.path("completion_tokens").asLong(0) > 0);
        return counted ? value : null;
    }

    /** Groq's own field has the token counts of a stream, and an error in mid-stream. */
    private void groq(@Nullable JsonNode value) {
        if (value != null) {
            usage(value.path("usage"));
            if (value.path("error").isObject() || value.path("error").isString()) {
                errorFields.put("error", value.path("error"));
            }
        }
    }

    private void object(@Nullable String type) {
        if ("error".equals(type)) {
            errorFields.put("object", JsonNodeFactory.instance.stringNode(type));
        }
    }

    private void errorField(String name, JsonToken value) {
        JsonNode tree = ChunkReader.tree(parser, value);
        if (tree != null) {
            errorFields.put(name, tree);
        }
    }

    private void failOnError() {
        if (errorFields.isEmpty() || !isError()) {
            return;
        }
        JsonNode error = errorFields.get("error");
        if (error != null && isSaid(error)) {
            throw errors.event(error);
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        errorFields.forEach(object::set);
        throw errors.event(object);
    }

    /**
     * Whether the object is an error: it has an error, or it has no answer and has the fields of an error. Text, types
     * and codes alone are no error, because servers add fields of these names to heartbeats and answers.
     */
    private boolean isError() {
        JsonNode error = errorFields.get("error");
        JsonNode status = errorFields.get("base_resp");
        if ((error != null && isSaid(error))
                || (status != null && status.path("status_code").asInt(0) != 0)) {
            return true;
        }
        if (hasChoices) {
            return false;
        }
        return errorFields.containsKey("object")
                || errorFields.containsKey("detail")
                || isText("error_message")
                || isNamed("type", "error")
                || (isText("message") && (isFailure("code") || isFailure("status")));
    }

    private boolean isFailure(String field) {
        JsonNode value = errorFields.get(field);
        return value != null && (value.isString() || value.asInt(0) >= 400);
    }

    private boolean isNamed(String field, String word) {
        JsonNode value = errorFields.get(field);
        return value != null && value.asString("").equals(word);
    }

    private boolean isText(String field) {
        JsonNode value = errorFields.get(field);
        return value != null && !value.asString("").isBlank();
    }

    /** Some servers send {@code "error": ""}, {@code {}} or {@code false} with every event. */
    private static boolean isSaid(JsonNode error) {
        return error.isString() ? !error.asString().isBlank() : error.isNumber() || error.asBoolean(!error.isEmpty());
    }

    private @Nullable String text(JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            String text = parser.getString();
            return text.isEmpty() ? null : text;
        }
        parser.skipChildren();
        return null;
    }

    private long created(JsonToken value) {
        if (value != JsonToken.VALUE_NUMBER_INT && value != JsonToken.VALUE_NUMBER_FLOAT) {
            parser.skipChildren();
            return 0;
        }
        double seconds = parser.getDoubleValue();
        if (!(seconds > 0 && seconds < MAX_SECONDS * 1_000.0)) {
            return 0;
        }
        return (long) (seconds > MAX_SECONDS ? seconds / 1_000 : seconds);
    }
}
