package io.minerstack.apikeys;

import io.minerstack.stacksupport.file.SyncedWrite;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Changes a key file: under a lock, so that two commands at once lose nothing, and by renaming a complete new file, so
 * that a reader never sees half of one. Beside the key file are {@code keys.lock} and the audit log.
 */
public final class KeyFileStore {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    // what an existing file may keep: under docker compose, the gateway runs as another user than the file's owner
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");
    private static final Duration LOCK_RETRY = Duration.ofMillis(50);
    private static final int LOCK_ATTEMPTS = 200;

    private final Path file;
    private final Path folder;
    private final Path auditFile;

    private KeyFileStore(Path file, Path folder, Path auditFile) {
        this.file = file;
        this.folder = folder;
        this.auditFile = auditFile;
    }

    /**
     * The store of this file, or of the file that this link leads to. Makes the folder, mode 0700, if there is none.
     *
     * @param auditFile gets a line for each change; null: audit.jsonl in the folder of the key file
     * @throws KeyFileException if the folder can't be used
     */
    public static KeyFileStore of(Path given, @Nullable Path auditFile) throws KeyFileException {
        Path file = given.toAbsolutePath().normalize();
        Path folder = file.getParent();
        try {
            if (Files.isSymbolicLink(file)) {
                file = file.toRealPath();
            }
            folder = file.getParent();
            if (folder == null || Files.isDirectory(file)) {
                throw new KeyFileException("is a folder (expected: a file)");
            }
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            if (!Files.isWritable(folder)) {
                throw new KeyFileException("the folder " + folder + " can't be written by this user");
            }
            return new KeyFileStore(file, folder, auditFile == null ? folder.resolve("audit.jsonl") : auditFile);
        } catch (IOException failed) {
            throw new KeyFileException("the folder " + folder + " can't be used (" + FileFailure.reason(failed) + ")");
        }
    }

    /** A change of the keys. */
    @FunctionalInterface
    public interface Change {

        /** Returns the keys after the change and what the audit log says of it. */
        Result apply(KeyFile current) throws KeyFileException;
    }

    /**
     * What a change leads to.
     *
     * @param keys the whole new content
     * @param event what the audit log says
     */
    public record Result(KeyFile keys, AuditEvent event) {}

    /**
     * Reads the file (no keys if there is none), changes it and appends a line to the audit log.
     *
     * @throws KeyFileException if nothing was changed, or if the keys were changed and the audit log was not: see
     *     {@link KeyFileException#isChanged}
     */
    public void update(Change change) throws KeyFileException {
        try (FileChannel lockFile = openLock(folder.resolve("keys.lock"));
                FileLock _ = lock(lockFile);
                AuditLog audit = AuditLog.open(auditFile)) {
            KeyFile current = Files.exists(file) ? KeyFileReader.read(file) : KeyFile.EMPTY;
            Result result = change.apply(current);
            result.keys().check();
            byte[] content = KeyFileJson.write(result.keys());
            if (content.length > KeyFileReader.MAX_BYTES) {
                throw new KeyFileException("would be over " + KeyFileReader.MAX_BYTES + " bytes");
            }
            replace(content);
            audit.append(result.event());
        } catch (IOException failed) {
            throw new KeyFileException(
                    "the folder " + folder + " can't be written (" + FileFailure.reason(failed) + ")");
        }
    }

    private static FileChannel openLock(Path lockFile) throws KeyFileException {
        try {
            return FileChannel.open(
                    lockFile,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (IOException failed) {
            throw new KeyFileException("the lock file " + lockFile + " can't be written ("
                    + (Files.isDirectory(lockFile) ? "it is a folder" : FileFailure.reason(failed)) + ")");
        }
    }

    private static FileLock lock(FileChannel lockFile) throws IOException, KeyFileException {
        for (int attempt = 0; attempt < LOCK_ATTEMPTS; attempt++) {
            FileLock lock = tryLock(lockFile);
            if (lock != null) {
                return lock;
            }
            LockSupport.parkNanos(LOCK_RETRY.toNanos());
        }
        throw new KeyFileException("another command has held the lock for 10 s");
    }

    private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        }
    }

    private void replace(byte[] content) throws IOException, KeyFileException {
        Path temporary =
                Files.createTempFile(folder, ".keys-", ".part", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                SyncedWrite.write(channel, content);
            }
            keepOwnerAndMode(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            // without it, a power cut may bring the old file back
            directory.force(true);
        }
    }

    /** The gateway may run as the owner of the old file. */
    private void keepOwnerAndMode(Path temporary) throws IOException, KeyFileException {
        if (!Files.exists(file)) {
            return;
        }
        if (!Files.getOwner(temporary).equals(Files.getOwner(file))) {
            try {
                Files.setOwner(temporary, Files.getOwner(file));
            } catch (IOException refused) {
                throw new KeyFileException(
                        "belongs to " + Files.getOwner(file).getName() + ", so only that user can change it");
            }
        }
        Set<PosixFilePermission> mode = EnumSet.copyOf(READABLE);
        mode.retainAll(Files.getPosixFilePermissions(file));
        mode.addAll(OWNER_ONLY);
        Files.setPosixFilePermissions(temporary, mode);
    }
}
