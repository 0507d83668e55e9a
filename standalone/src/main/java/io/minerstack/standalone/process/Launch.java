package io.minerstack.standalone.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /**
     * Starts a shell that becomes the command at {@link #go}, and ends when the supervisor is killed before: there is no moment
     * at which a child runs that nobody knows of.
     */
    Process start() throws IOException {
        List<String> waiting = new ArrayList<>(List.of("/bin/sh", "-c", "read -r go && exec \"$@\"", name));
        waiting.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(waiting).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Lets a started child begin. */
    static void go(Process started) throws IOException {
        try (OutputStream pipe = started.getOutputStream()) {
            pipe.write('\n');
        }
    }
}
