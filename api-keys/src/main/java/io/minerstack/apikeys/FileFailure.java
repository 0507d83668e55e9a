package io.minerstack.apikeys;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Why a file could not be used, in words. */
final class FileFailure {

    private FileFailure() {}

    /** Without a path, such as {@code permission denied} or the words of the operating system. */
    static String reason(IOException failed) {
        return switch (failed) {
            case AccessDeniedException denied -> "permission denied";
            case NoSuchFileException missing -> "there is no such file or folder";
            case FileAlreadyExistsException inTheWay -> "a file is in the way";
            case FileSystemException told -> words(told);
            default -> failed.getClass().getSimpleName();
        };
    }

    private static String words(FileSystemException told) {
        String reason = told.getReason();
        return reason == null ? told.getClass().getSimpleName() : reason.toLowerCase(Locale.ROOT);
    }
}
