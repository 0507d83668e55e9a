package io.minerstack.bench.weather;

import io.minerstack.bench.weather.ServerDialect.Lines;
import io.minerstack.bench.weather.ServerDialect.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes completions and the events of a stream in a dialect. */
class DialectStreamWriter {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final ServerDialect.Traits traits;
    private final String model;
    private final boolean usageWanted;

    DialectStreamWriter(ServerDialect dialect, String model, boolean usageWanted) {
        this.traits = dialect.is();
        this.model = model;
        this.usageWanted = usageWanted;
    }

    /** The events before the first text. */
    List<String> head() {
        List<String> events = new ArrayList<>();
        if (traits.keepAlive != null) {
            events.add(traits.keepAlive);
        }
        if (traits.firstChunkWithoutChoices) {
            ObjectNode filter = root().put("id", "").put("model", "");
            filter.putArray("choices");
            filter.putArray("prompt_filter_results").addObject().put("prompt_index", 0);
            events.add(event(filter));
        }
        events.add(event(chunk(JSON.createObjectNode().put("role", "assistant").put("content", ""), null)));
        if (traits.reasoning != null) {
            events.add(event(
                    chunk(JSON.createObjectNode().put("content", "").put(traits.reasoning, ReplyForm.ANALYSIS), null)));
        }
        return events;
    }

    /** An event with text. */
    String text(String text) {
        ObjectNode delta = JSON.createObjectNode();
        if (traits.parts) {
            delta.putArray("content").addObject().put("type", "text").put("text", text);
        } else {
            delta.put("content", text);
        }
        return event(chunk(delta, null));
    }

    /** An event of which the end is missing. */
    String unreadable(String text) {
        String event = chunk(JSON.createObjectNode().put("content", text), null).toString();
        return "data: " + event.substring(0, event.indexOf("content") + 12) + "\n\n";
    }

    /** Events that say nothing. */
    List<String> emptyFields() {
        ObjectNode withoutChoices = root();
        withoutChoices.putArray("choices");
        return List.of(
                event(chunk(JSON.createObjectNode().putNull("content"), null)),
                event(chunk(JSON.createObjectNode(), null)),
                event(withoutChoices));
    }

    /** The events that end a stream. */
    List<String> end(String finishReason) {
        ObjectNode finish = chunk(JSON.createObjectNode(), finishReason);
        switch (traits.usage) {
            case WITH_FINISH, EVERY_CHUNK -> finish.set("usage", usage());
            case X_GROQ -> finish.putObject("x_groq").set("usage", usage());
            case LAST_CHUNK -> {}
        }
        List<String> events = new ArrayList<>(List.of(event(finish)));
        if (traits.usage == Usage.LAST_CHUNK && usageWanted) {
            ObjectNode last = root();
            last.putArray("choices");
            last.set("usage", usage());
            events.add(event(last));
        }
        if (traits.done) {
            events.add(done());
        }
        return events;
    }

    String done() {
        return line("[DONE]") + lineEnd();
    }

    /** An event with this JSON. */
    String event(ObjectNode json) {
        String lines =
                switch (traits.lines) {
                    case NAMED -> "event: message\nid: 1\n" + line(json.toString());
                    case PRETTY ->
                        PRETTY.writeValueAsString(json).lines().map(this::line).reduce("", String::concat);
                    case LF, CRLF, WITHOUT_SPACE, JOINED -> line(json.toString());
                };
        return lines + lineEnd();
    }

    /** Puts events with text into one event, if the dialect does that. */
    List<String> joined(List<String> events) {
        if (traits.lines != Lines.JOINED || events.size() < 2) {
            return events;
        }
        List<String> joined = new ArrayList<>();
        for (int i = 0; i < events.size(); i += 2) {
            String first = events.get(i);
            joined.add(i + 1 < events.size() ? first.substring(0, first.length() - 1) + events.get(i + 1) : first);
        }
        return joined;
    }

    /** A completion for a request that does not stream. */
    String whole(String text) {
        ObjectNode completion = root().put("object", "chat.completion");
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        if (traits.parts) {
            message.putArray("content").addObject().put("type", "text").put("text", text);
        } else {
            message.put("content", text);
        }
        choice.put("finish_reason", "stop");
        completion.set("usage", usage());
        return completion.toString();
    }

    private ObjectNode root() {
        return JSON.createObjectNode()
                .put("id", "chatcmpl-weather")
                .put("object", "chat.completion.chunk")
                .put("created", 1_760_000_000)
                .put("model", model);
    }

    private ObjectNode chunk(ObjectNode delta, @Nullable String finishReason) {
        ObjectNode chunk = root();
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finishReason == null ? traits.runningFinish : finishReason);
        if (traits.usage == Usage.EVERY_CHUNK) {
            chunk.set("usage", usage());
        }
        return chunk;
    }

    private static ObjectNode usage() {
        return JSON.createObjectNode()
                .put("prompt_tokens", 100)
                .put("completion_tokens", 20)
                .put("total_tokens", 120);
    }

    private String line(String data) {
        return (traits.lines == Lines.WITHOUT_SPACE ? "data:" : "data: ") + data + lineEnd();
    }

    private String lineEnd() {
        return traits.lines == Lines.CRLF ? "\r\n" : "\n";
    }
}
