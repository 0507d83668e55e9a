package io.minerstack.apikeys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a key file, following symbolic links. */
public final class KeyFileReader {

    /** Larger files are refused. A Kubernetes Secret holds no more either. */
    public static final int MAX_BYTES = 1 << 20;

    private KeyFileReader() {}

    /**
     * The keys of a file.
     *
     * @throws KeyFileException if the file is missing, unreadable, too large or not a key file
     */
    public static KeyFile read(Path file) throws KeyFileException {
        return KeyFileJson.parse(content(file));
    }

    private static byte[] content(Path file) throws KeyFileException {
        if (Files.isDirectory(file)) {
            throw new KeyFileException("is a folder (expected: a file)");
        }
        // opening a named pipe would wait for a writer
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new KeyFileException("is not a regular file");
        }
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] content = stream.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new KeyFileException("is over " + MAX_BYTES + " bytes");
            }
            return content;
        } catch (NoSuchFileException absent) {
            throw KeyFileException.missing("does not exist");
        } catch (AccessDeniedException denied) {
            throw new KeyFileException("can't be read by this user");
        } catch (IOException failed) {
            throw new KeyFileException("can't be read (" + FileFailure.reason(failed) + ")");
        }
    }
}
