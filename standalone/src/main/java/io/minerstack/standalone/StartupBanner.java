package io.minerstack.standalone;

import io.minerstack.standalone.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The text that is printed when the stack is ready.
 *
 * @param lines the lines of the text
 */
record StartupBanner(List<String> lines) {

    StartupBanner {
        lines = List.copyOf(lines);
    }

    /** A plain value, then any other way to write it. */
    private static final List<KeyReader> KEY_READERS = List.of(
            new KeyReader("sed -n 's/^API_KEY=//p'", Pattern.compile("^API_KEY=(.*)$")),
            new KeyReader(
                    "sed -n 's/^ *\\(export  *\\)\\{0,1\\}API_KEY *= *[\"'\\'']\\{0,1\\}\\([^\"'\\'' #]*\\).*/\\2/p'",
                    Pattern.compile("^ *(?:export +)?API_KEY *= *[\"']?([^\"' #]*)")));

    static StartupBanner of(Settings settings) {
        String base = "http://" + host(settings.get("HOST", "0.0.0.0")) + ":" + settings.port("PORT", 8001);
        Path env = settings.home().resolve(".env");
        // the key is never printed: the printed command reads it from its file
        String command = readKey(env, settings.get("API_KEY", ""));
        boolean kept = command != null;
        String key = kept ? "$(" + command + " " + quoted(env) + ")" : "$API_KEY";
        return new StartupBanner(List.of(
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

    /** The command that prints this key from the file; null where none does. */
    private static @Nullable String readKey(Path env, String key) {
        if (key.isEmpty()) {
            return null;
        }
        try {
            List<String> lines =
                    Files.exists(env) ? List.of(Files.readString(env).split("\n", -1)) : List.of();
            return KEY_READERS.stream()
                    .filter(reader -> key.equals(reader.read(lines)))
                    .map(KeyReader::command)
                    .findFirst()
                    .orElse(null);
        } catch (IOException unreadable) {
            return null;
        }
    }

    /** Where a server can be called that listens at this address. */
    private static String host(String listening) {
        return switch (listening) {
            case "0.0.0.0", "::", "[::]" -> "localhost";
            default -> listening.contains(":") && !listening.startsWith("[") ? "[" + listening + "]" : listening;
        };
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }

    /**
     * A way to read the key from {@code .env}.
     *
     * @param command prints the key of the file that is its last argument
     * @param line finds the same in one line
     */
    private record KeyReader(String command, Pattern line) {

        String read(List<String> lines) {
            return lines.stream()
                    .map(line::matcher)
                    .filter(Matcher::find)
                    .map(found -> found.group(1))
                    .collect(Collectors.joining("\n"));
        }
    }
}
