package io.minerstack.standalone.settings;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the supervisor, from environment variables.
 *
 * @param home the project's folder, which contains the services' jars
 * @param data the folder for everything that must outlive the process
 * @param environment all environment variables
 */
public record Settings(Path home, Path data, Map<String, String> environment) {

    public Settings {
        environment = Map.copyOf(environment);
    }

    /**
     * Reads the settings. {@code MINER_HOME} is the project's folder (default: the current folder); {@code
     * MINER_DATA} is the data folder (default: {@code $MINER_HOME/data}).
     */
    public static Settings of(Map<String, String> environment) {
        Path home = Path.of(environment.getOrDefault("MINER_HOME", "."))
                .toAbsolutePath()
                .normalize();
        String data = environment.getOrDefault("MINER_DATA", "");
        return new Settings(
                home, data.isBlank() ? home.resolve("data") : Path.of(data).toAbsolutePath(), environment);
    }

    /** The variable's value, or null if it is missing or blank. */
    public @Nullable String get(String variable) {
        String value = environment.get(variable);
        return value == null || value.isBlank() ? null : value.strip();
    }

    public String get(String variable, String defaultValue) {
        String value = get(variable);
        return value == null ? defaultValue : value;
    }

    /** A port for a process to listen on. */
    public int port(String variable, int defaultPort) {
        String value = get(variable, Integer.toString(defaultPort));
        try {
            int port = Integer.parseInt(value);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            throw new StartupException(variable + ": " + value + " (expected: a port from 1 to 65535)", notANumber);
        }
        throw new StartupException(variable + ": " + value + " (expected: a port from 1 to 65535)");
    }

    /** Whether {@code LLM_PROVIDER} names the local model. */
    public boolean usesLocalModel() {
        return Arrays.stream(get("LLM_PROVIDER", "local").split(",", -1))
                .anyMatch(provider -> provider.strip().equalsIgnoreCase("local"));
    }

    /** Whether an own PostgreSQL is to be started: none is named, or another kind of database. */
    public boolean usesEmbeddedPostgres() {
        return get("DATABASE_URL") == null || namesSqlite();
    }

    /** Whether {@code DATABASE_URL} is that of a miner which keeps its data in SQLite. */
    public boolean namesSqlite() {
        return get("DATABASE_URL", "").toLowerCase(Locale.ROOT).startsWith("sqlite");
    }
}
