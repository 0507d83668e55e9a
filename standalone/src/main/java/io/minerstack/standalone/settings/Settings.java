package io.minerstack.standalone.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the stack, from environment variables.
 *
 * @param home the project's folder
 * @param data the folder for everything that must outlive the process
 * @param app the folder of {@code standalone.jar} with all libraries, local-llm and the AOT caches
 * @param environment all environment variables
 */
public record Settings(Path home, Path data, Path app, Map<String, String> environment) {

    /** Set by the script {@code supervise}: how often it has started this JVM again, and its own process id. */
    private static final String RESTARTS = "MINER_RESTARTS";

    private static final String SUPERVISOR = "MINER_SUPERVISOR";

    public Settings {
        environment = Map.copyOf(environment);
    }

    /**
     * Reads the settings. {@code MINER_HOME} is the project's folder (default: the current folder); {@code
     * MINER_DATA} is the data folder (default: {@code $MINER_HOME/data}); {@code MINER_APP} is the folder of the jars
     * (default: where the build puts them).
     */
    public static Settings of(Map<String, String> environment) {
        Path home = Path.of(environment.getOrDefault("MINER_HOME", "."))
                .toAbsolutePath()
                .normalize();
        String data = environment.getOrDefault("MINER_DATA", "");
        String app = environment.getOrDefault("MINER_APP", "");
        return new Settings(
                home,
                data.isBlank() ? home.resolve("data") : Path.of(data).toAbsolutePath(),
                app.isBlank()
                        ? home.resolve("standalone/target/app")
                        : Path.of(app).toAbsolutePath(),
                environment);
    }

    /** Whether an earlier JVM of this stack ended unasked, so that its native processes may still run. */
    public boolean isRestart() {
        return !get(RESTARTS, "0").equals("0");
    }

    /** The process that a person stops to stop the stack. */
    public long supervisor() {
        String pid = get(SUPERVISOR, "");
        return pid.matches("\\d{1,18}")
                ? Long.parseLong(pid)
                : ProcessHandle.current().pid();
    }

    /** The folder for unpacked programs: beside the jars, or in the data folder where that one can't be written. */
    public Path programs() {
        return Files.isWritable(app) ? app : data.resolve("runtime");
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
