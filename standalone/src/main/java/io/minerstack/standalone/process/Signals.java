package io.minerstack.standalone.process;

import java.io.IOException;

/**
 * How a child is asked to end, and how it is made to. A JVM ends in order at TERM; PostgreSQL waits for its clients at TERM,
 * sends them away at INT, and recovers at its next start after QUIT.
 *
 * @param gentle name of the signal that asks
 * @param hard name of the signal that makes
 */
public record Signals(String gentle, String hard) {

    public static final Signals JVM = new Signals("TERM", "KILL");
    public static final Signals POSTGRES = new Signals("INT", "QUIT");

    /** Sends a signal by the shell's own command: Java knows TERM and KILL only. */
    static void send(String signal, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -\"$1\" \"$2\" 2>/dev/null", "kill", signal, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
    }
}
