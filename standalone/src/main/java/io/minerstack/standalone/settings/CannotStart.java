package io.minerstack.standalone.settings;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** The stack can't run here. The message is for the person who started it: what is wrong and what to do. */
public class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CannotStart(String message) {
        super(message);
    }

    public CannotStart(String message, Throwable cause) {
        super(message, cause);
    }

    /** A file instead of a folder, no permission, a full disk. */
    public static CannotStart withoutData(Path data, IOException failure) {
        return new CannotStart(
                "The data folder " + data + " can't be used (" + reason(failure)
                        + "): mend that, or set MINER_DATA to another folder",
                failure);
    }

    /** Java's own message is often a path and nothing else. */
    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + ": no permission";
        }
        if (failure instanceof FileSystemException system && system.getReason() == null) {
            return system.getFile() + ": " + system.getClass().getSimpleName().replace("Exception", "");
        }
        return String.valueOf(failure.getMessage());
    }
}
