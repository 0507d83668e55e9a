package io.minerstack.registration.wallet;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.registration.secret.WipeableSecret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files of at most 1 MiB; refuses devices, folders and larger files. */
public final class SmallFileReader {

    private static final int MAX_BYTES = 1 << 20;

    private SmallFileReader() {}

    /**
     * The content of the file.
     *
     * @throws RegistrationException if the file is missing, unreadable, not a regular file or over 1 MiB
     */
    public static byte[] read(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new RegistrationException(ExitCode.FILE_UNREADABLE, file + " is not a regular file.");
        }
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] content = stream.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                WipeableSecret.wipe(content);
                throw new RegistrationException(
                        ExitCode.FILE_UNREADABLE, file + " is over 1 MiB, too large for a file of this kind.");
            }
            return content;
        } catch (NoSuchFileException e) {
            throw new RegistrationException(ExitCode.WALLET_NOT_FOUND, "There is no file " + file + ".");
        } catch (AccessDeniedException e) {
            throw new RegistrationException(ExitCode.FILE_UNREADABLE, "No permission to read " + file + ".");
        } catch (IOException e) {
            throw new RegistrationException(ExitCode.FILE_UNREADABLE, file + " can't be read. Is there a disk error?");
        }
    }
}
