package io.minerstack.registration.terminal;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What a command takes from the process it runs in; tests build their own.
 *
 * @param variables the environment variables
 * @param home the user's home folder, without a slash at the end
 * @param folder the folder that the command was started in
 */
public record CliEnvironment(Terminal terminal, Map<String, String> variables, Clock clock, String home, Path folder) {

    /** The environment of this process. */
    public static CliEnvironment ofProcess() {
        Map<String, String> variables = System.getenv();
        String home = variables.getOrDefault("HOME", System.getProperty("user.home"));
        return new CliEnvironment(
                new SystemTerminal(),
                variables,
                Clock.systemUTC(),
                home,
                Path.of("").toAbsolutePath());
    }

    @Override
    public String toString() {
        // without the variables: a variable may hold a password
        return "CliEnvironment[folder=" + folder + "]";
    }
}
