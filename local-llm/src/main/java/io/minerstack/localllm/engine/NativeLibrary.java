package io.minerstack.localllm.engine;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unpacks the native library into a temporary folder that only this process uses. The library's own loader always
 * uses the same file in the temporary folder: a second process would overwrite the file that the first process has
 * mapped, and crash the first process.
 */
final class NativeLibrary implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NativeLibrary.class);

    private static final String FOLDER_PROPERTY = "de.kherud.llama.lib.path";

    private final Path folder;
    private final List<Path> temporary;

    /**
     * A folder that contains the library.
     *
     * @param temporary the files that {@link #close()} deletes, in this order
     */
    private NativeLibrary(Path folder, List<Path> temporary) {
        this.folder = folder;
        this.temporary = temporary;
    }

    /**
     * Unpacks a copy; close it when the library is loaded. If the library's own property already names a folder, that
     * folder is used and nothing is unpacked: the container image does this, because nothing in its temporary folder
     * is executable.
     */
    static NativeLibrary unpack() {
        String unpacked = System.getProperty(FOLDER_PROPERTY);
        if (unpacked != null && Files.isDirectory(Path.of(unpacked))) {
            return new NativeLibrary(Path.of(unpacked), List.of());
        }
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        boolean mac = os.contains("mac");
        String arch = System.getProperty("os.arch", "");
        String resource = "/de/kherud/llama/" + (mac ? "Mac" : "Linux") + "/"
                + (arch.equals("amd64") || arch.equals("x86_64") ? "x86_64" : arch) + "/"
                + (mac ? "libjllama.dylib" : "libjllama.so");
        try (InputStream packed = open(resource)) {
            if (packed == null) {
                throw new InvalidConfigurationException(
                        "The local model needs Linux or macOS on x86_64 or aarch64 (found: " + os + " on " + arch
                                + "). Set LLM_PROVIDER to vllm or openai.");
            }
            Path folder = Files.createTempDirectory("local-llm-");
            Path file = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
            Files.copy(packed, file);
            return new NativeLibrary(folder, List.of(file, folder));
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "the native library can't be unpacked into " + System.getProperty("java.io.tmpdir"), failure);
        }
    }

    private static @Nullable InputStream open(String resource) {
        return NativeLibrary.class.getResourceAsStream(resource);
    }

    /** Makes the library's loader use this folder. */
    void register() {
        System.setProperty(FOLDER_PROPERTY, folder.toString());
    }

    /**
     * Deletes the copy. A loaded library stays mapped without its file, so no file is left if the process is killed.
     */
    @Override
    public void close() {
        try {
            for (Path path : temporary) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failure) {
            log.warn("temporary folder {} can't be deleted: {}", folder, failure.toString());
        }
    }
}
