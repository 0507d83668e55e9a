package io.minerstack.registration.terminal;

import java.io.IOException;

/**
 * One of the three standard streams. Java's {@code Console.isTerminal} only answers for input and output together, so
 * the shell is asked.
 */
enum StandardStream {
    IN(0),
    OUT(1),
    ERR(2);

    private final int number;

    StandardStream(int number) {
        this.number = number;
    }

    /** Whether the stream is a terminal; false where there is no {@code sh}. */
    boolean isTerminal() {
        try {
            return new ProcessBuilder("sh", "-c", "[ -t " + number + " ]")
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
