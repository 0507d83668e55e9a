package io.minerstack.llmproxy.sse;

import io.minerstack.llmproxy.failure.UpstreamErrorMapper;
import io.minerstack.llmproxy.failure.UpstreamException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * Reads the data of one event, or the body of a whole completion, into chunks. The one place that knows the forms of
 * all model servers. Runs once for every token of every answer, so only rare fields become a JSON tree.
 */
public class ChunkReader {

    private final ObjectReader json;
    private final UpstreamErrorMapper errors;

    public ChunkReader(JsonMapper json, UpstreamErrorMapper errors) {
        // servers written in Python send NaN as a log probability; lines of an event are joined with a line feed
        this.json = json.reader()
                .withFeatures(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS);
        this.errors = errors;
    }

    /**
     * The chunks of an event: one as a rule, several where a server puts several JSON values into one event, none in an
     * event that says nothing.
     *
     * @return null where the event can't be read
     * @throws UpstreamException if the event is an error
     */
    public @Nullable List<Chunk> read(byte[] event) {
        int length = EventData.lengthWithoutDone(event);
        // a colon begins a comment, which some relays wrap into an event
        if (length == 0 || event[0] == ':') {
            return List.of();
        }
        try (JsonParser parser = json.createParser(event, 0, length)) {
            return values(parser);
        } catch (JacksonException malformed) {
            return null;
        }
    }

    /** The error in an event that the server calls an error. */
    public UpstreamException error(byte[] event) {
        try {
            return errors.event(json.readTree(event));
        } catch (JacksonException notJson) {
            return errors.event(StringNode.valueOf(new String(event, StandardCharsets.UTF_8)));
        }
    }

    private @Nullable List<Chunk> values(JsonParser parser) {
        List<Chunk> chunks = List.of();
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            // an array of events is read like the events
            if (token == JsonToken.VALUE_NULL || token == JsonToken.START_ARRAY || token == JsonToken.END_ARRAY) {
                continue;
            }
            Chunk chunk = token == JsonToken.START_OBJECT ? new ChunkParser(parser, errors).chunk() : null;
            if (chunk == null) {
                return null;
            }
            if (chunks.isEmpty()) {
                chunks = List.of(chunk);
            } else {
                chunks = new ArrayList<>(chunks);
                chunks.add(chunk);
            }
        }
        return chunks;
    }

    static @Nullable JsonNode tree(JsonParser parser, JsonToken value) {
        return value == JsonToken.VALUE_NULL ? null : parser.<JsonNode>readValueAsTree();
    }
}
