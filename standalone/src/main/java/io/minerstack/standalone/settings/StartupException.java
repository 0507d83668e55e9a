package io.minerstack.standalone.settings;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** The stack can't start. The message is shown to the operator: it names the cause and what to do. */
public class StartupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartupException(String message) {
        super(message);
    }

    public StartupException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The data folder can't be used: it is a file, a permission is missing, or the disk is full. */
    public static StartupException unusableData(Path data, IOException failure) {
        return new StartupException(
                "The data folder " + data + " can't be used (" + reason(failure)
                        + "). Fix the cause, or set MINER_DATA to another folder",
                failure);
    }

    /** The cause of a failure. Java's own message is often only a path. */
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
