package io.minerstack.registration.keyfile;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;

/** Creates the errors of this package, so that each has one wording. */
final class KeyfileErrors {

    private KeyfileErrors() {}

    static RegistrationException damaged(String problem) {
        return new RegistrationException(
                ExitCode.KEYFILE_DAMAGED, "The key file is damaged: " + problem + ". Restore it from a backup.");
    }

    /** The authentication tag does not tell a wrong password from changed bytes, so the message names both. */
    static RegistrationException wrongPassword() {
        return new RegistrationException(
                ExitCode.PASSWORD_WRONG, "Wrong password (or the encrypted part of the key file was changed).");
    }
}
