package io.minerstack.standalone.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to start a child.
 *
 * @param name for people, and for its log's name
 * @param environment the whole of it: nothing is inherited
 */
public record Launch(String name, List<String> command, Map<String, String> environment, Path folder, Signals signals) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    Process start() throws java.io.IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }
}
