package io.minerstack.standalone.postgres;

import io.minerstack.standalone.settings.StartupException;
import io.minerstack.standalone.settings.Trees;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once from the archive on the class path.
 *
 * @param folder the folder that contains {@code bin}, {@code lib} and {@code share}
 */
record Binaries(Path folder) {

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    /** Unpacks into a temporary folder and renames it at the end, so that an incomplete folder is never used. */
    static Binaries unpack(Path runtime) throws IOException {
        String archive = archive();
        Path folder = Files.createDirectories(runtime).resolve("postgres-" + digest(archive));
        if (Files.isDirectory(folder)) {
            return new Binaries(folder);
        }
        Path part = runtime.resolve("postgres.part");
        Trees.delete(part);
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(open(archive), 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(entry, tar, part);
            }
        }
        Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        return new Binaries(folder);
    }

    private static String archive() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "");
        String system = os.contains("mac") ? "darwin" : os.contains("linux") ? "linux" : os;
        String processor = arch.equals("amd64") || arch.equals("x86_64") ? "x86_64" : "arm_64";
        return "/postgres-" + system + "-" + processor + ".txz";
    }

    private static InputStream open(String archive) {
        InputStream packed = Binaries.class.getResourceAsStream(archive);
        if (packed == null) {
            throw new StartupException("There is no embedded PostgreSQL for this system (" + archive
                    + "). Set DATABASE_URL to your own PostgreSQL");
        }
        return packed;
    }

    private static String digest(String archive) throws IOException {
        try (DigestInputStream packed = new DigestInputStream(open(archive), MessageDigest.getInstance("SHA-256"))) {
            packed.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(packed.getMessageDigest().digest(), 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path into) throws IOException {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
            throw new IOException("archive entry points outside its archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(String.valueOf(target.getParent()).isEmpty() ? into : target.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, target);
        if ((entry.getMode() & 0100) != 0) {
            Set<PosixFilePermission> mode = EnumSet.copyOf(Files.getPosixFilePermissions(target));
            mode.addAll(EnumSet.of(
                    PosixFilePermission.OWNER_EXECUTE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_EXECUTE));
            Files.setPosixFilePermissions(target, mode);
        }
    }
}
