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
 * Unpacks the engine's native library into a folder of this process's own. The library's own loader uses one fixed file in
 * the temp folder, where a second process would overwrite what the first one has mapped and crash it.
 */
final class NativeLibrary implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NativeLibrary.class);

    private static final String FOLDER_PROPERTY = "de.kherud.llama.lib.path";

    private final Path folder;
    private final List<Path> made;

    /**
     * A folder that holds the library.
     *
     * @param made what was made for this process alone, in the order in which it goes
     */
    private NativeLibrary(Path folder, List<Path> made) {
        this.folder = folder;
        this.made = made;
    }

    /**
     * Makes a fresh copy; close it when the library is loaded. Where somebody unpacked it already and says so by the library's own
     * property, as the container image does whose temp folder holds nothing executable, there is nothing to make.
     */
    static NativeLibrary unpack() {
        String given = System.getProperty(FOLDER_PROPERTY);
        if (given != null && Files.isDirectory(Path.of(given))) {
            return new NativeLibrary(Path.of(given), List.of());
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
                        "The local model runs on Linux and macOS, x86_64 and aarch64; this is " + os + " on " + arch
                                + ": set LLM_PROVIDER to vllm or openai.");
            }
            Path folder = Files.createTempDirectory("local-llm-");
            Path file = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
            Files.copy(packed, file);
            return new NativeLibrary(folder, List.of(file, folder));
        } catch (IOException full) {
            throw new UncheckedIOException(
                    "the native library can't be unpacked into " + System.getProperty("java.io.tmpdir"), full);
        }
    }

    private static @Nullable InputStream open(String resource) {
        return NativeLibrary.class.getResourceAsStream(resource);
    }

    /** Points the library's loader at this copy. */
    void makeKnown() {
        System.setProperty(FOLDER_PROPERTY, folder.toString());
    }

    /** What is loaded stays mapped without its file, so nothing is left behind however the process ends. */
    @Override
    public void close() {
        try {
            for (Path path : made) {
                Files.deleteIfExists(path);
            }
        } catch (IOException left) {
            log.warn("can't remove {}: {}", folder, left.toString());
        }
    }
}
