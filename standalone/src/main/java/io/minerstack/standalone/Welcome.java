package io.minerstack.standalone;

import io.minerstack.standalone.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The text that is printed when the stack is ready.
 *
 * @param lines the lines of the text
 */
record Welcome(List<String> lines) {

    Welcome {
        lines = List.copyOf(lines);
    }

    static Welcome of(Settings settings) {
        String base = "http://localhost:" + settings.port("PORT", 8001);
        Path env = settings.home().resolve(".env");
        // the key is never printed: the printed command reads it from its file
        boolean kept = holdsKey(env);
        String key = kept ? "$(sed -n 's/^API_KEY=//p' " + quoted(env) + ")" : "$API_KEY";
        return new Welcome(List.of(
                "",
                "Miner Stack is ready:  " + base,
                "  documentation        " + base + "/docs",
                "  health               " + base + "/health",
                "  API key              " + (kept ? "API_KEY in " + env : "the API_KEY of the environment"),
                "  logs                 " + settings.data().resolve("logs"),
                "",
                "Send a first question:",
                "  curl -s " + base + "/complete -H \"X-API-Key: " + key + "\" -H 'Content-Type: application/json' \\",
                "    -d '{\"cid\":\"first\",\"task\":\"Answer in one or two sentences.\","
                        + "\"input\":[{\"user_query\":\"What is quantum computing in simple terms?\"}]}'",
                "",
                "Ctrl-C stops the stack. The data stays in " + settings.data() + "."));
    }

    private static boolean holdsKey(Path env) {
        try {
            return Files.exists(env) && Files.readAllLines(env).stream().anyMatch(line -> line.matches("API_KEY=\\S+"));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }
}
