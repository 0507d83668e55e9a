package io.minerstack.registration;

import io.minerstack.registration.terminal.CliEnvironment;

/** The main class: runs one command and exits with its code. */
public final class RegistrationApplication {

    private RegistrationApplication() {}

    public static void main(String[] args) {
        System.exit(RegistrationCli.create(CliEnvironment.ofProcess()).execute(args));
    }
}
