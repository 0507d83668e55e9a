package io.minerstack.gateway.console;

import io.minerstack.servicesupport.text.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The page, and every file that it loads: those of {@code resources/console} and the libraries' from WebJars. */
final class ConsoleFiles {

    private static final String FOLDER = "console/";
    private static final String PAGE = "index.html";

    /** What stands in the page for the version. */
    private static final String VERSION = "{version}";

    /** Bytes of the version, of two characters each: enough that two versions differ. */
    private static final int VERSION_BYTES = 6;

    private final String version;
    private final byte[] page;
    private final Map<String, ConsoleFile> files;

    private ConsoleFiles(String version, byte[] page, Map<String, ConsoleFile> files) {
        this.version = version;
        this.page = page;
        this.files = files;
    }

    /** Reads everything; fails if the page or a library is missing. */
    static ConsoleFiles load() {
        try {
            Map<String, ConsoleFile> files = new TreeMap<>();
            Stream.concat(own(), Arrays.stream(LibraryFile.values()).map(LibraryFile::load))
                    .forEach(file -> files.put(file.name(), file));
            String page = new ClassPathResource(FOLDER + PAGE).getContentAsString(StandardCharsets.UTF_8);
            String version = version(files);
            return new ConsoleFiles(
                    version, page.replace(VERSION, version).getBytes(StandardCharsets.UTF_8), Map.copyOf(files));
        } catch (IOException missing) {
            throw new UncheckedIOException("the jar has no console", missing);
        }
    }

    byte[] page() {
        return page;
    }

    /** Null for another version, too: an old page must not get new files. */
    @Nullable
    ConsoleFile find(String wanted, String name) {
        return wanted.equals(version) ? files.get(name) : null;
    }

    private static Stream<ConsoleFile> own() throws IOException {
        Resource[] found = new PathMatchingResourcePatternResolver().getResources("classpath:" + FOLDER + "*.*");
        return Arrays.stream(found)
                .filter(file -> !PAGE.equals(file.getFilename()))
                .map(file -> ConsoleFile.of(Objects.requireNonNull(file.getFilename()), file));
    }

    private static String version(Map<String, ConsoleFile> files) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        files.forEach((name, file) -> {
            all.writeBytes(name.getBytes(StandardCharsets.UTF_8));
            all.writeBytes(file.content());
        });
        return Sha256.hex(all.toByteArray(), VERSION_BYTES);
    }
}
