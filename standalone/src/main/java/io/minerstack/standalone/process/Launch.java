package io.minerstack.standalone.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The command line, environment and working folder of a child.
 *
 * @param name name in messages and of the log file
 * @param environment the complete environment: the child inherits no variables
 * @param folder the working folder
 * @param signals how the child is stopped
 */
public record Launch(String name, List<String> command, Map<String, String> environment, Path folder, Signals signals) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * Starts a shell that waits for {@link #go} and then becomes the command. The caller records the process id
     * between the two calls, so no child ever runs unrecorded. If the supervisor is killed between the two calls, the
     * shell ends.
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

    /** Makes the waiting shell become the command. */
    static void go(Process started) throws IOException {
        try (OutputStream pipe = started.getOutputStream()) {
            pipe.write('\n');
        }
    }
}
