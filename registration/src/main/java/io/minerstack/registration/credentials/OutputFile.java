package io.minerstack.registration.credentials;

import io.minerstack.registration.error.ExitCode;
import io.minerstack.registration.error.RegistrationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
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
 * Where the credentials go. The file appears whole or not at all, readable by its owner alone from its first byte, and
 * takes the place of nothing but an older credentials file.
 */
public final class OutputFile {

    private final Path path;
    private final Path folder;

    private OutputFile(Path path, Path folder) {
        this.path = path;
        this.folder = folder;
    }

    /** Refuses a place that must not be written to; asked before the password is. */
    public static OutputFile at(Path stated) {
        Path path = stated.toAbsolutePath().normalize();
        Path folder = path.getParent();
        if (folder == null || Files.isDirectory(path)) {
            throw refused(path + " is a folder; name a file.");
        }
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw refused("The folder " + folder + " does not exist or can't be written to.");
        }
        refuseWallet(folder);
        refuseStranger(path);
        return new OutputFile(path, folder);
    }

    private static void refuseWallet(Path folder) {
        try {
            for (@Nullable Path at = folder.toRealPath(); at != null; at = at.getParent()) {
                if (Files.exists(at.resolve("coldkey")) || Files.exists(at.resolve("coldkeypub.txt"))) {
                    throw refused(at + " is a wallet's folder; nothing is ever written there. Choose another.");
                }
            }
        } catch (IOException e) {
            throw refused("The folder " + folder + " can't be read.");
        }
    }

    private static void refuseStranger(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw refused(path + " is a link or a device; only a plain file is written.");
        }
        try (InputStream stream = Files.newInputStream(path)) {
            String start = new String(stream.readNBytes(8_192), StandardCharsets.ISO_8859_1);
            boolean older = start.contains(Credentials.SEPARATOR) && start.contains(Credentials.SIGNED_BY);
            if (!start.isEmpty() && !older) {
                throw refused(path + " exists and is no credentials file; it is left alone. Choose another name.");
            }
        } catch (IOException e) {
            throw refused(path + " exists and can't be read; it is left alone.");
        }
    }

    /** Writes a neighbour first and renames it: a rename replaces a link, it does not follow it. */
    public void write(byte[] content) {
        Path neighbour = null;
        try {
            neighbour = createPart();
            try (FileChannel channel = FileChannel.open(neighbour, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            refuseStranger(path);
            Files.move(neighbour, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            neighbour = null;
        } catch (IOException e) {
            throw refused(path + " can't be written (disk full?).");
        } finally {
            deleteQuietly(neighbour);
        }
    }

    /** The empty neighbour, its owner's alone from the moment it is there. */
    Path createPart() throws IOException {
        Path part = Files.createTempFile(folder, ".signed-", ".part", ownerOnly());
        // Ctrl-C runs no finally; once the part has its real name there is nothing left to delete
        part.toFile().deleteOnExit();
        return part;
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
            throw refused(file + " holds the token and could not be removed: delete it.");
        }
    }

    public Path path() {
        return path;
    }

    private static RegistrationException refused(String line) {
        return new RegistrationException(ExitCode.OUTPUT_REFUSED, line);
    }
}
