package io.minerstack.apikeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may write a key file: whoever can write it can make keys. */
public final class KeyFileWriters {

    private KeyFileWriters() {}

    /**
     * Who but the owner may write the file that a path leads to, as the beginning of a sentence. Null if nobody may,
     * or if the file system does not tell. The files of a Secret that Kubernetes mounts can be written by nobody else.
     */
    public static @Nullable String besideTheOwner(Path file) {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            if (mode.contains(PosixFilePermission.OTHERS_WRITE)) {
                return "everybody on this machine";
            }
            return mode.contains(PosixFilePermission.GROUP_WRITE) ? "the group of the file" : null;
        } catch (IOException | UnsupportedOperationException unknown) {
            // a file that can't be read is told by whoever reads it
            return null;
        }
    }
}
