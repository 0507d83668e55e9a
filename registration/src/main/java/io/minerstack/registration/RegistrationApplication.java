package io.minerstack.registration;

import io.minerstack.registration.terminal.CliEnvironment;

/** The command line's entry. */
public final class RegistrationApplication {

    private RegistrationApplication() {}

    public static void main(String[] args) {
        System.exit(RegistrationCli.of(CliEnvironment.ofProcess()).execute(args));
    }
}
