package io.minerstack.llmproxy.completion;

import io.minerstack.llmproxy.sse.Chunk.Delta;
import io.minerstack.llmproxy.sse.Chunk.Head;
import io.minerstack.llmproxy.sse.EventData;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the events of one streamed answer in OpenAI's form, whatever form the upstream has: first the role, then the
 * tokens, then the finish reason, then the token counts. Runs once for every token, so it builds no JSON tree.
 */
class ChunkWriter {

    private static final int USUAL_LENGTH = 320;

    private final JsonMapper json;
    private final SerializedString head;
    private final Surrogates content = new Surrogates();
    private final Surrogates reasoning = new Surrogates();
    private final Surrogates refusal = new Surrogates();

    ChunkWriter(JsonMapper json, Head head) {
        this.json = json;
        this.head = new SerializedString(fields(json, head));
    }

    /** The first fields of every event: the same in all events of an answer, so they are written once. */
    private static String fields(JsonMapper json, Head head) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = json.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringProperty("id", head.id());
            out.writeStringProperty("object", "chat.completion.chunk");
            out.writeNumberProperty("created", head.created());
            out.writeStringProperty("model", head.model());
            text(out, "system_fingerprint", head.fingerprint());
            out.writeEndObject();
        }
        String object = text.toString();
        return object.substring(1, object.length() - 1) + ",";
    }

    /** The first event. */
    EventData role() {
        return choice(
                delta -> {
                    delta.writeStringProperty("role", "assistant");
                    delta.writeStringProperty("content", "");
                },
                null,
                null);
    }

    /**
     * An event with tokens.
     *
     * @param toolCalls the parts of tool calls, each with its index
     */
    EventData tokens(Delta delta, @Nullable JsonNode toolCalls) {
        return choice(fields -> fields(fields, delta, toolCalls), delta.logprobs(), null);
    }

    private void fields(JsonGenerator out, Delta delta, @Nullable JsonNode toolCalls) {
        text(out, "content", content.next(delta.content()));
        if (delta.reasoning() != null) {
            text(
                    out,
                    delta.reasoning().field(),
                    reasoning.next(delta.reasoning().text()));
        }
        text(out, "refusal", refusal.next(delta.refusal()));
        if (toolCalls != null) {
            out.writeName("tool_calls").writeTree(toolCalls);
        }
        if (delta.functionCall() != null) {
            out.writeName("function_call").writeTree(delta.functionCall());
        }
        if (delta.others() != null) {
            delta.others().properties().forEach(field -> out.writeName(field.getKey())
                    .writeTree(field.getValue()));
        }
    }

    private static void text(JsonGenerator out, String field, @Nullable String text) {
        if (text != null) {
            out.writeStringProperty(field, text);
        }
    }

    /** The event that ends the answer. */
    EventData finish(String reason) {
        return choice(delta -> {}, null, reason);
    }

    /** The token counts, in an event without a choice. */
    EventData usage(JsonNode counts) {
        return event(out -> {
            out.writeArrayPropertyStart("choices");
            out.writeEndArray();
            out.writeName("usage").writeTree(counts);
        });
    }

    private EventData choice(
            Consumer<JsonGenerator> delta, @Nullable JsonNode logprobs, @Nullable String finishReason) {
        return event(out -> {
            out.writeArrayPropertyStart("choices");
            out.writeStartObject();
            out.writeNumberProperty("index", 0);
            out.writeObjectPropertyStart("delta");
            delta.accept(out);
            out.writeEndObject();
            if (logprobs != null) {
                out.writeName("logprobs").writeTree(logprobs);
            }
            out.writeStringProperty("finish_reason", finishReason);
            out.writeEndObject();
            out.writeEndArray();
        });
    }

    private EventData event(Consumer<JsonGenerator> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_LENGTH);
        try (JsonGenerator out = json.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeRaw(head);
            fields.accept(out);
            out.writeEndObject();
        }
        return EventData.of(bytes.toByteArray());
    }
}
