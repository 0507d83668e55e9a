package io.minerstack.bench.fake;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One request as it came in.
 *
 * @param at when its body was complete
 * @param path without the query
 * @param headers names in lower case; the last of several values
 * @param body the JSON body; a missing node where there was none
 */
public record FakeRequest(Instant at, String path, Map<String, String> headers, JsonNode body) {

    public boolean stream() {
        return body.path("stream").asBoolean(false);
    }

    /** Whether the caller wants a last event with the token counts. */
    public boolean includeUsage() {
        return body.path("stream_options").path("include_usage").asBoolean(false);
    }

    public String model() {
        return body.path("model").asString("");
    }

    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(java.util.Locale.ROOT));
    }

    /** The text of the last message, empty where there is none. */
    public String lastMessage() {
        JsonNode messages = body.path("messages");
        return messages.path(messages.size() - 1).path("content").asString("");
    }

    /** The role of the last message: {@code assistant} means that the caller wants its text continued. */
    public String lastRole() {
        JsonNode messages = body.path("messages");
        return messages.path(messages.size() - 1).path("role").asString("");
    }
}
