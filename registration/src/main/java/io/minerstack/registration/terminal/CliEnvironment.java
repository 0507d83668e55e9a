package io.minerstack.registration.terminal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;

/**
 * What a command finds around it; tests bring their own.
 *
 * @param environment the variables
 * @param clock with the zone of the machine
 * @param home the person's folder, without a slash at its end
 * @param folder the one the command was started in
 */
public record CliEnvironment(Terminal terminal, Map<String, String> environment, Clock clock, String home, Path folder) {

    /** Those of this process. */
    public static CliEnvironment ofProcess() {
        Map<String, String> environment = System.getenv();
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        return new CliEnvironment(
                new SystemTerminal(),
                environment,
                Clock.system(ZoneId.systemDefault()),
                home,
                Path.of("").toAbsolutePath());
    }

    @Override
    public String toString() {
        // the environment may hold passwords
        return "Surroundings[folder=" + folder + "]";
    }
}
