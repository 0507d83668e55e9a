package io.minerstack.bench.fake;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A recorded request.
 *
 * @param at when the body was complete
 * @param path path without the query
 * @param headers names are lower case; of several values, the last one
 * @param body the JSON body; a missing node if there was no body
 */
public record FakeRequest(Instant at, String path, Map<String, String> headers, JsonNode body) {

    public boolean stream() {
        return body.path("stream").asBoolean(false);
    }

    /** Whether the stream should end with an event of token counts. */
    public boolean includeUsage() {
        return body.path("stream_options").path("include_usage").asBoolean(false);
    }

    public String model() {
        return body.path("model").asString("");
    }

    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** The text of the last message; empty if there is no message. */
    public String lastMessage() {
        JsonNode messages = body.path("messages");
        return messages.path(messages.size() - 1).path("content").asString("");
    }

    /** The role of the last message. {@code assistant} means a prefill: the model should continue this message. */
    public String lastRole() {
        JsonNode messages = body.path("messages");
        return messages.path(messages.size() - 1).path("role").asString("");
    }
}
