package io.minerstack.localllm.engine;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The GGUF file that {@code LOCAL_MODEL_PATH} names. It is checked here because the native library's own error says
 * only that loading failed.
 *
 * @param path a readable file that begins with the GGUF magic bytes
 */
record ModelFile(Path path) {

    private static final byte[] MAGIC = "GGUF".getBytes(StandardCharsets.US_ASCII);

    static ModelFile check(String setting) {
        if (setting.isBlank()) {
            throw new InvalidConfigurationException(
                    "LOCAL_MODEL_PATH: not set (expected: the path of a GGUF model file)");
        }
        Path path = Path.of(setting.strip()).toAbsolutePath();
        if (!Files.isRegularFile(path)) {
            throw invalid(path, "is not a file");
        }
        if (!Files.isReadable(path)) {
            throw invalid(path, "can't be read by this user");
        }
        try (InputStream file = Files.newInputStream(path)) {
            if (!Arrays.equals(file.readNBytes(MAGIC.length), MAGIC)) {
                throw invalid(path, "is not a GGUF model");
            }
        } catch (IOException unreadable) {
            throw invalid(path, "can't be read");
        }
        return new ModelFile(path);
    }

    /** The error for a file that begins like a model and can't be loaded. */
    InvalidConfigurationException unloadable() {
        return invalid(
                path, "can't be loaded as a model: the file is incomplete, or this llama.cpp does not support it");
    }

    /** The file's name without {@code .gguf}. */
    String name() {
        String file = String.valueOf(path.getFileName());
        return file.endsWith(".gguf") ? file.substring(0, file.length() - ".gguf".length()) : file;
    }

    private static InvalidConfigurationException invalid(Path path, String problem) {
        return new InvalidConfigurationException("LOCAL_MODEL_PATH: " + path + " " + problem);
    }
}
