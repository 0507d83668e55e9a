package io.minerstack.standalone.settings;

/** The stack can't run here. The message is for the person who started it: what is wrong and what to do. */
public class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CannotStart(String message) {
        super(message);
    }

    public CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
