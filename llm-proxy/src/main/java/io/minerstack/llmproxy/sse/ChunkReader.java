package io.minerstack.llmproxy.sse;

import io.minerstack.llmproxy.failure.UpstreamErrorMapper;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.sse.Chunk.Delta;
import io.minerstack.llmproxy.sse.Chunk.Head;
import io.minerstack.llmproxy.sse.Chunk.Reasoning;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the data of one event into a {@link Chunk}. Runs once for every token of every answer, so only rare fields
 * become a JSON tree.
 */
public class ChunkReader {

    private final JsonMapper json;
    private final UpstreamErrorMapper errors;

    public ChunkReader(JsonMapper json, UpstreamErrorMapper errors) {
        this.json = json;
        this.errors = errors;
    }

    /**
     * The chunk, or null where the event is not JSON of the expected shape.
     *
     * @throws UpstreamException if the event is an error object
     */
    public @Nullable Chunk read(byte[] event) {
        try (JsonParser parser = json.createParser(event)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? new EventReading(event, parser).chunk() : null;
        } catch (JacksonException malformed) {
            return null;
        }
    }

    /** The reading of one event. */
    private final class EventReading {

        private final byte[] event;
        private final JsonParser parser;
        private @Nullable String id;
        private @Nullable String model;
        private @Nullable String fingerprint;
        private long created;
        private boolean hasChoice;
        private @Nullable String content;
        private @Nullable Reasoning reasoning;
        private @Nullable String refusal;
        private @Nullable JsonNode toolCalls;
        private @Nullable JsonNode logprobs;
        private @Nullable String finishReason;
        private @Nullable JsonNode usage;

        EventReading(byte[] event, JsonParser parser) {
            this.event = event;
            this.parser = parser;
        }

        @Nullable
        Chunk chunk() {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "id" -> id = text(value);
                    case "model" -> model = text(value);
                    case "system_fingerprint" -> fingerprint = text(value);
                    case "created" -> created = value == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : 0;
                    case "choices" -> choices(value);
                    case "usage" -> usage = tree(value);
                    case "error" -> failOn(tree(value));
                    default -> parser.skipChildren();
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT) {
                return null;
            }
            Delta delta = hasChoice ? new Delta(content, reasoning, refusal, toolCalls, logprobs) : null;
            return new Chunk(
                    EventData.of(event), new Head(id, model, created, fingerprint), delta, finishReason, usage);
        }

        private void choices(JsonToken value) {
            if (value != JsonToken.START_ARRAY) {
                parser.skipChildren();
                return;
            }
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                hasChoice = true;
                choice();
            }
        }

        private void choice() {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "delta" -> delta(value);
                    case "finish_reason" -> finishReason = text(value);
                    case "logprobs" -> logprobs = tree(value);
                    default -> parser.skipChildren();
                }
            }
        }

        private void delta(JsonToken start) {
            if (start != JsonToken.START_OBJECT) {
                return;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "content" -> content = text(value);
                    case "reasoning", "reasoning_content" -> reasoning(name, text(value));
                    case "refusal" -> refusal = text(value);
                    case "tool_calls" -> toolCalls = tree(value);
                    default -> parser.skipChildren();
                }
            }
        }

        /** Some servers send the same text under both names: the first one counts. */
        private void reasoning(String name, @Nullable String text) {
            if (text != null && reasoning == null) {
                reasoning = new Reasoning(name, text);
            }
        }

        private @Nullable String text(JsonToken value) {
            if (value == JsonToken.VALUE_STRING) {
                return parser.getString();
            }
            parser.skipChildren();
            return null;
        }

        private @Nullable JsonNode tree(JsonToken value) {
            return value == JsonToken.VALUE_NULL ? null : parser.<JsonNode>readValueAsTree();
        }

        private void failOn(@Nullable JsonNode error) {
            if (error != null) {
                throw errors.event(error);
            }
        }
    }
}
