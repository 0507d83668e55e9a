package io.minerstack.standalone.process;

import java.io.IOException;

/**
 * The two signals that stop a child. A JVM shuts down on TERM. PostgreSQL waits for its clients on TERM, disconnects
 * them on INT, and has to recover at its next start after QUIT.
 *
 * @param gentle name of the signal that requests an orderly shutdown
 * @param hard name of the signal that is sent when the child does not stop
 */
public record Signals(String gentle, String hard) {

    public static final Signals JVM = new Signals("TERM", "KILL");
    public static final Signals POSTGRES = new Signals("INT", "QUIT");

    /** Sends a signal with the shell's {@code kill}: Java can only send TERM and KILL. */
    static void send(String signal, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -\"$1\" \"$2\" 2>/dev/null", "kill", signal, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
    }
}
