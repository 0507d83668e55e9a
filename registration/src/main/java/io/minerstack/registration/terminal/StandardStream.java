package io.minerstack.registration.terminal;

import java.io.IOException;

/** The three streams of the process. Java tells only whether input and output both are a terminal. */
enum StandardStream {
    IN(0),
    OUT(1),
    ERR(2);

    private final int number;

    StandardStream(int number) {
        this.number = number;
    }

    /** Asked of the shell, which inherits the streams; false where there is none. */
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
