package io.minerstack.registration.credentials;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import io.minerstack.stacksupport.file.SyncedWrite;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The file that {@code sign} writes. The file appears complete or not at all, has mode 0600 from its first byte on, and
 * replaces only an older credentials file.
 */
public final class OutputFile {

    private final Path path;
    private final Path folder;

    private OutputFile(Path path, Path folder) {
        this.path = path;
        this.folder = folder;
    }

    /** Checks the path. Called before the password prompt, so that a refusal comes early. */
    public static OutputFile at(Path given) {
        Path path = given.toAbsolutePath().normalize();
        Path folder = path.getParent();
        if (folder == null || Files.isDirectory(path)) {
            throw refused(path + " is a folder; name a file.");
        }
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw refused("The folder " + folder + " does not exist or can't be written to.");
        }
        refuseWalletFolder(folder);
        refuseForeignFile(path);
        return new OutputFile(path, folder);
    }

    private static void refuseWalletFolder(Path folder) {
        try {
            for (@Nullable Path at = folder.toRealPath(); at != null; at = at.getParent()) {
                if (Files.exists(at.resolve("coldkey")) || Files.exists(at.resolve("coldkeypub.txt"))) {
                    throw refused(at + " is a wallet's folder, and sign never writes there. Choose another folder.");
                }
            }
        } catch (IOException e) {
            throw refused("The folder " + folder + " can't be read.");
        }
    }

    private static void refuseForeignFile(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw refused(path + " is a link or a device; only a regular file is replaced.");
        }
        try (InputStream stream = Files.newInputStream(path)) {
            String start = new String(stream.readNBytes(8_192), StandardCharsets.ISO_8859_1);
            boolean older = start.contains(Credentials.SEPARATOR) && start.contains(Credentials.SIGNED_BY);
            if (!start.isEmpty() && !older) {
                throw refused(
                        path + " exists and is not a credentials file, so it is not replaced. Choose another name.");
            }
        } catch (IOException e) {
            throw refused(path + " exists and can't be read, so it is not replaced.");
        }
    }

    /** Writes a temporary file and renames it. A rename replaces a symbolic link, a write would follow it. */
    public void write(byte[] content) {
        Path temporary = null;
        try {
            temporary = createTemporaryFile();
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                SyncedWrite.write(channel, content);
            }
            refuseForeignFile(path);
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            temporary = null;
        } catch (IOException e) {
            throw refused(path + " can't be written. Is the disk full?");
        } finally {
            deleteQuietly(temporary);
        }
    }

    /** Creates the empty temporary file with mode 0600. */
    Path createTemporaryFile() throws IOException {
        Path temporary = Files.createTempFile(folder, ".signed-", ".part", ownerOnly());
        // Ctrl-C skips finally blocks; after the rename there is nothing to delete
        temporary.toFile().deleteOnExit();
        return temporary;
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static void deleteQuietly(@Nullable Path file) {
        if (file == null) {
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw refused(file + " holds the token and could not be deleted: delete it.");
        }
    }

    public Path path() {
        return path;
    }

    private static RegistrationException refused(String message) {
        return new RegistrationException(ExitCode.OUTPUT_REFUSED, message);
    }
}
