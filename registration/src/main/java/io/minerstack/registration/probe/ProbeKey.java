package io.minerstack.registration.probe;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.secret.WipeableSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The probe's key, in a file that has nothing else. */
final class ProbeKey {

    private static final int MAX_BYTES = 4_096;

    private ProbeKey() {}

    /** Reads the key; the caller wipes it. */
    static WipeableSecret read(Path file) {
        byte[] bytes;
        try (var content = Files.newInputStream(file)) {
            bytes = content.readNBytes(MAX_BYTES);
        } catch (IOException unreadable) {
            throw new RegistrationException(ExitCode.FILE_UNREADABLE, file + " can't be read.");
        }
        WipeableSecret text = WipeableSecret.ofUtf8(bytes);
        WipeableSecret key = text == null ? null : trimmed(text);
        if (key == null || key.isEmpty()) {
            throw new RegistrationException(ExitCode.FILE_UNREADABLE, file + " holds no key.");
        }
        return key;
    }

    private static @Nullable WipeableSecret trimmed(WipeableSecret text) {
        WipeableSecret trimmed = text.trimmed();
        if (trimmed == null) {
            return text;
        }
        text.close();
        return trimmed;
    }
}
