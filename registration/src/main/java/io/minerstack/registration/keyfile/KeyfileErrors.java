package io.minerstack.registration.keyfile;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;

/** The failures of this package, worded once. */
final class KeyfileErrors {

    private KeyfileErrors() {}

    static RegistrationException keyfile(String what) {
        return new RegistrationException(
                ExitCode.KEYFILE_DAMAGED, "The key file is damaged: " + what + ". Restore it from a backup.");
    }

    /** A check value can't tell a wrong password from changed bytes, so neither can the message. */
    static RegistrationException wrongPassword() {
        return new RegistrationException(
                ExitCode.PASSWORD_WRONG, "Wrong password (or the encrypted part of the key file was changed).");
    }
}
