package io.minerstack.standalone;

import io.minerstack.stacksupport.network.ListeningAddress;
import io.minerstack.standalone.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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

    private static final String KEY = "API_KEY=";

    static StartupBanner of(Settings settings) {
        String base = "http://" + ListeningAddress.toHost(settings.get("HOST", "0.0.0.0"), "localhost") + ":"
                + settings.port("PORT", 8001);
        Path env = settings.home().resolve(".env");
        // the key is never printed: the printed command reads it from its file
        String command = keyCommand(settings);
        boolean kept = command != null;
        String key = kept ? "$(" + command + ")" : "$API_KEY";
        return new StartupBanner(List.of(
                "",
                "Miner Stack is ready:  " + base,
                "  console              " + base + "/console",
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

    /** The command that prints the key from {@code .env}; null where the key is not from there. */
    private static @Nullable String keyCommand(Settings settings) {
        Path env = settings.home().resolve(".env");
        if (isPlain(env, settings.get("API_KEY", ""))) {
            return "sed -n 's/^" + KEY + "//p' " + quoted(env);
        }
        return settings.get("API_KEY_ORIGIN") == null
                ? null
                : quoted(settings.home().resolve("miner")) + " key";
    }

    /** Whether the file has one line for this key, without quotes, comment or anything else. */
    private static boolean isPlain(Path env, String key) {
        try {
            List<String> lines = Files.exists(env)
                    ? Arrays.stream(Files.readString(env).split("\n", -1))
                            .filter(line -> line.startsWith(KEY))
                            .toList()
                    : List.of();
            return !key.isEmpty() && lines.equals(List.of(KEY + key));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }
}
