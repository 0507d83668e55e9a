package io.minerstack.bench.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A way to ask the bare model.
 *
 * @param temperature null for the server's own default
 * @param system the system message; empty for none
 * @param turns earlier turns before the user message, as examples: what the user says and what the model replies
 * @param user the user message, in which {@code {task}} and {@code {query}} are replaced
 */
record PromptVariant(String name, @Nullable Double temperature, String system, List<Turn> turns, String user) {

    private static final String QUERY = "{query}";

    /** The question and nothing else. */
    static PromptVariant questionOnly(String name, @Nullable Double temperature) {
        return new PromptVariant(name, temperature, "", List.of(), QUERY);
    }

    /** Reads variants from a file with one JSON object on each line. */
    static List<PromptVariant> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank())
                .map(line -> of(JsonMapper.shared().readTree(line)))
                .toList();
    }

    private static PromptVariant of(JsonNode json) {
        JsonNode temperature = json.path("temperature");
        return new PromptVariant(
                json.path("name").asString(),
                temperature.isNumber() ? temperature.doubleValue() : null,
                json.path("system").asString(""),
                json.path("turns").valueStream().map(Turn::of).toList(),
                json.path("user").asString(QUERY));
    }

    String userMessage(Question question) {
        return user.replace("{task}", question.task()).replace(QUERY, Objects.requireNonNull(question.bare()));
    }

    /** An earlier turn of a conversation. */
    record Turn(String user, String assistant) {

        private static Turn of(JsonNode json) {
            return new Turn(json.path(0).asString(), json.path(1).asString());
        }
    }
}
