package io.minerstack.registration.error;

/**
 * An expected error: one line to print and an exit code. It has neither a cause nor a stack trace on purpose, because
 * the messages of parsers quote their input, and here the input holds keys.
 */
public final class RegistrationException extends RuntimeException {

    private final ExitCode exitCode;

    public RegistrationException(ExitCode exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    /** The line to print; never null. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
