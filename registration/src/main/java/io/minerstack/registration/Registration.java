package io.minerstack.registration;

import io.minerstack.registration.terminal.Surroundings;

/** The command line's entry. */
public final class Registration {

    private Registration() {}

    public static void main(String[] args) {
        System.exit(Commands.of(Surroundings.ofProcess()).execute(args));
    }
}
