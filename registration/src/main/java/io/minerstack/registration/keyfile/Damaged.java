package io.minerstack.registration.keyfile;

import io.minerstack.registration.failure.ExitCode;
import io.minerstack.registration.failure.Failure;

/** The failures of this package, worded once. */
final class Damaged {

    private Damaged() {}

    static Failure keyfile(String what) {
        return new Failure(
                ExitCode.KEYFILE_DAMAGED, "The key file is damaged: " + what + ". Restore it from a backup.");
    }

    /** A check value can't tell a wrong password from changed bytes, so neither can the message. */
    static Failure wrongPassword() {
        return new Failure(
                ExitCode.PASSWORD_WRONG, "Wrong password (or the encrypted part of the key file was changed).");
    }
}
