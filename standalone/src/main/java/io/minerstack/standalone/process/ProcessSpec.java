package io.minerstack.standalone.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How to start and stop a process.
 *
 * @param name name in messages, of the log file and in the file of process ids
 * @param environment the complete environment: the process inherits no variables
 * @param folder the working folder
 * @param signals how the process is stopped
 */
public record ProcessSpec(
        String name, List<String> command, Map<String, String> environment, Path folder, Signals signals) {

    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /**
     * Starts a shell that waits for {@link #go} and then becomes the command. The caller records the process id
     * between the two calls, so no process ever runs unrecorded. If this JVM is killed between the two calls, the
     * shell ends. The output goes straight into the file: a pipe would break when this JVM ends before the process.
     */
    Process start(Path log) throws IOException {
        List<String> waiting = new ArrayList<>(List.of("/bin/sh", "-c", "read -r go && exec \"$@\"", name));
        waiting.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(waiting)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
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
