package io.minerstack.standalone.postgres;

import io.minerstack.standalone.settings.FileTrees;
import io.minerstack.standalone.settings.StartupException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
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
        Path folder = Files.createDirectories(runtime).resolve("postgres-" + checksum(archive));
        if (Files.isDirectory(folder)) {
            return new Binaries(folder);
        }
        Path part = runtime.resolve("postgres.part");
        FileTrees.delete(part);
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
            throw missing(archive);
        }
        return packed;
    }

    /** Of the archive as it stands in its jar: to read 25 MB for a digest would cost a tenth of a second at each
     * start. */
    private static String checksum(String archive) throws IOException {
        URL packed = Binaries.class.getResource(archive);
        if (packed != null && packed.openConnection() instanceof JarURLConnection jar) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        throw missing(archive);
    }

    private static StartupException missing(String archive) {
        return new StartupException("There is no embedded PostgreSQL for this system (" + archive
                + "). Set DATABASE_URL to your own PostgreSQL");
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
