package io.minerstack.llmproxy.sse;

import io.minerstack.llmproxy.sse.Chunk.Delta;
import io.minerstack.llmproxy.sse.Chunk.Reasoning;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads one choice: the delta of a stream, the message of a whole completion, or the text of an older server. */
class ChoiceParser {

    private static final String REASONING = "reasoning";
    private static final String REASONING_CONTENT = "reasoning_content";

    private final JsonParser parser;
    private int index;
    private boolean hasDelta;
    private boolean whole;
    private boolean readable = true;
    private @Nullable String content;
    private @Nullable Reasoning reasoning;
    private @Nullable Reasoning details;
    private @Nullable String refusal;
    private @Nullable JsonNode toolCalls;
    private @Nullable JsonNode functionCall;
    private @Nullable JsonNode logprobs;
    private @Nullable ObjectNode others;
    private @Nullable FinishReason finishReason;
    private @Nullable JsonNode usage;
    private @Nullable JsonNode error;

    /** Reads the object at whose start the parser stands. */
    ChoiceParser(JsonParser parser) {
        this.parser = parser;
    }

    void read() {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "index" -> index = value == JsonToken.VALUE_NUMBER_INT ? parser.getValueAsInt(0) : skipped(0);
                case "delta" -> delta(value);
                case "message" -> message(value);
                case "text" -> text(value);
                // Gemini's door has had both names, one of them with null
                case "finish_reason", "finishReason" -> finishReason(value);
                case "logprobs" -> logprobs = ChunkReader.tree(parser, value);
                case "usage" -> usage = ChunkReader.tree(parser, value);
                case "error" -> error = ChunkReader.tree(parser, value);
                default -> parser.skipChildren();
            }
        }
    }

    private int skipped(int value) {
        parser.skipChildren();
        return value;
    }

    private void delta(JsonToken start) {
        if (start == JsonToken.START_OBJECT) {
            // the delta is new, a message beside it repeats the whole answer so far
            if (whole) {
                clear();
            }
            hasDelta = true;
            fields();
        } else if (start != JsonToken.VALUE_NULL) {
            readable = false;
            parser.skipChildren();
        }
    }

    private void message(JsonToken start) {
        if (start == JsonToken.START_OBJECT && !hasDelta) {
            whole = true;
            fields();
        } else {
            parser.skipChildren();
        }
    }

    private void text(JsonToken value) {
        if (value == JsonToken.VALUE_STRING && !hasDelta && !whole) {
            content = filled(parser.getString());
        } else {
            parser.skipChildren();
        }
    }

    private void clear() {
        whole = false;
        content = null;
        reasoning = null;
        details = null;
        refusal = null;
        toolCalls = null;
        functionCall = null;
        others = null;
    }

    private void fields() {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "content" -> content(value);
                case REASONING, REASONING_CONTENT -> reasoning(name, value);
                case "thinking" -> reasoning(REASONING, value);
                case "reasoning_details" -> details(value);
                case "refusal" -> refusal = joined(refusal, parts(value).refusalOrContent());
                case "tool_calls" -> toolCalls = calls(ChunkReader.tree(parser, value));
                case "function_call" -> functionCall = call(ChunkReader.tree(parser, value));
                case "role" -> parser.skipChildren();
                default -> other(name, ChunkReader.tree(parser, value));
            }
        }
    }

    private void other(String name, @Nullable JsonNode value) {
        if (value != null) {
            others = others == null ? JsonNodeFactory.instance.objectNode() : others;
            others.set(name, value);
        }
    }

    private void content(JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            content = filled(parser.getString());
            return;
        }
        Parts parts = parts(value);
        content = parts.content();
        refusal = joined(refusal, parts.refusal());
        String thoughts = parts.reasoning();
        if (thoughts != null && reasoning == null) {
            reasoning = new Reasoning(REASONING_CONTENT, thoughts);
        }
    }

    /** Some servers send the same text under both names: the first one that has text counts. */
    private void reasoning(String field, JsonToken value) {
        String text = value == JsonToken.VALUE_STRING
                ? filled(parser.getString())
                : parts(value).all();
        if (text != null && reasoning == null) {
            reasoning = new Reasoning(field, text);
        }
    }

    private void details(JsonToken value) {
        JsonNode tree = ChunkReader.tree(parser, value);
        other("reasoning_details", tree);
        String text = tree == null ? null : ContentParts.ofReasoning(tree).reasoning();
        details = text == null ? null : new Reasoning(REASONING, text);
    }

    private Parts parts(JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            return new Parts(filled(parser.getString()), null, null);
        }
        JsonNode tree = ChunkReader.tree(parser, value);
        if (tree == null) {
            return Parts.NONE;
        }
        ContentParts parts = ContentParts.of(tree);
        readable &= parts.isReadable();
        return new Parts(parts.content(), parts.reasoning(), parts.refusal());
    }

    /** The texts of a field. */
    private record Parts(
            @Nullable String content,
            @Nullable String reasoning,
            @Nullable String refusal) {

        static final Parts NONE = new Parts(null, null, null);

        @Nullable
        String refusalOrContent() {
            return refusal == null ? content : refusal;
        }

        @Nullable
        String all() {
            return joined(reasoning, content);
        }
    }

    private @Nullable JsonNode calls(@Nullable JsonNode value) {
        if (value == null || value.isEmpty()) {
            readable &= value == null || value.isContainer();
            return null;
        }
        JsonNode array =
                value.isArray() ? value : JsonNodeFactory.instance.arrayNode().add(value);
        for (JsonNode part : array) {
            readable &= part.isObject();
        }
        return array;
    }

    private @Nullable JsonNode call(@Nullable JsonNode value) {
        readable &= value == null || value.isObject();
        return value == null || value.isEmpty() ? null : value;
    }

    /** A finish reason that is no word, such as SGLang's object with a type, is read as far as possible. */
    private void finishReason(JsonToken value) {
        FinishReason read = null;
        if (value == JsonToken.VALUE_STRING) {
            read = FinishReason.of(parser.getString());
        } else {
            JsonNode tree = ChunkReader.tree(parser, value);
            if (tree != null) {
                read = FinishReason.of(tree.isObject() ? tree.path("type").asString("unknown") : tree.toString());
            }
        }
        if (read != null && (finishReason == null || read.interrupted())) {
            finishReason = read;
        }
    }

    private static @Nullable String filled(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String joined(@Nullable String one, @Nullable String other) {
        return one == null || other == null ? (one == null ? other : one) : one + other;
    }

    Delta delta() {
        return new Delta(
                content, reasoning == null ? details : reasoning, refusal, toolCalls, functionCall, logprobs, others);
    }

    int index() {
        return index;
    }

    boolean isWhole() {
        return whole;
    }

    boolean isReadable() {
        return readable;
    }

    @Nullable
    FinishReason finishReason() {
        return finishReason;
    }

    @Nullable
    JsonNode usage() {
        return usage;
    }

    /** An error of this choice alone, null if there is none. */
    @Nullable
    JsonNode error() {
        return error;
    }
}
