package io.minerstack.registration.sign;

import io.minerstack.registration.credentials.Credentials;
import io.minerstack.registration.credentials.OutputFile;
import io.minerstack.registration.secret.WipeableSecret;
import io.minerstack.registration.wallet.WalletFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A registration that is signed, and not written yet.
 *
 * @param hotkey the hotkey to register, or null if none was named
 */
public record SignedRegistration(
        Credentials credentials,
        OutputFile file,
        WalletFolder wallet,
        @Nullable String hotkey) {

    /** Writes the file. */
    public void write() {
        byte[] content = credentials.file();
        try {
            file.write(content);
        } finally {
            WipeableSecret.wipe(content);
        }
    }

    /** The file that {@link #write} writes. */
    public Path path() {
        return file.path();
    }
}
