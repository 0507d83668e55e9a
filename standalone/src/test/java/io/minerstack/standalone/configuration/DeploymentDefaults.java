package io.minerstack.standalone.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The defaults that {@code ./miner up} and {@code docker compose} set instead of a service's own. */
final class DeploymentDefaults {

    private static final Pattern UP = Pattern.compile("missing\\.put\\(\"([A-Z_]+)\", \"([^\"]+)\"\\)");
    private static final Pattern COMPOSE = Pattern.compile("\\b([A-Z][A-Z0-9_]*): \"?\\$\\{\\1:-([^$}]+)}");

    private final Map<String, String> up;
    private final Map<String, String> compose;

    DeploymentDefaults(Path root) throws IOException {
        up = read(UP, root.resolve("standalone/src/main/java/io/minerstack/standalone/service/ServiceSpecs.java"));
        compose = read(COMPOSE, root.resolve("docker-compose.yml"));
    }

    private static Map<String, String> read(Pattern pattern, Path file) throws IOException {
        Map<String, String> defaults = new HashMap<>();
        pattern.matcher(Files.readString(file, UTF_8))
                .results()
                .forEach(match -> defaults.put(match.group(1), match.group(2)));
        return defaults;
    }

    /** The setting, its default followed by the defaults of the deployments where they differ. */
    Setting describe(Setting setting) {
        String own = setting.defaultValue();
        StringBuilder all = new StringBuilder("`" + own + "`");
        append(all, own, up.getOrDefault(setting.name(), own), "`./miner up`");
        append(all, own, compose.getOrDefault(setting.name(), own), "compose");
        return all.length() == own.length() + 2 ? setting : setting.withDefault(all.toString());
    }

    private static void append(StringBuilder all, String own, String other, String deployment) {
        if (!other.equals(own)) {
            all.append("; ").append(deployment).append(": `").append(other).append('`');
        }
    }
}
