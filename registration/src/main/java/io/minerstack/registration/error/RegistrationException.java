package io.minerstack.registration.error;

import io.minerstack.registration.error.ExitCode;

/**
 * A foreseen failure: one line for the person and an exit code for the script. It carries neither a cause nor a stack
 * trace on purpose: parsers quote what they choke on, and here that would be a key.
 */
public final class RegistrationException extends RuntimeException {

    private final ExitCode exitCode;

    public RegistrationException(ExitCode exitCode, String line) {
        super(line, null, false, false);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    /** The line to print. */
    public String line() {
        return String.valueOf(getMessage());
    }
}
