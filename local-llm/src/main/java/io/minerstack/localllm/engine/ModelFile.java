package io.minerstack.localllm.engine;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The GGUF file that {@code LOCAL_MODEL_PATH} names, looked at before the native library sees it: that one only says that
 * it could not load.
 *
 * @param path a readable file that begins as a GGUF does
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
            throw wrong(path, "is no file");
        }
        if (!Files.isReadable(path)) {
            throw wrong(path, "can't be read by this user");
        }
        try (InputStream file = Files.newInputStream(path)) {
            if (!Arrays.equals(file.readNBytes(MAGIC.length), MAGIC)) {
                throw wrong(path, "is not a GGUF model");
            }
        } catch (IOException unreadable) {
            throw wrong(path, "can't be read");
        }
        return new ModelFile(path);
    }

    /** For a file that only looks like a model. */
    InvalidConfigurationException unloadable() {
        return wrong(path, "can't be loaded as a model: is it complete, and of a kind that this llama.cpp knows?");
    }

    /** The file's name without its ending. */
    String name() {
        String file = String.valueOf(path.getFileName());
        return file.endsWith(".gguf") ? file.substring(0, file.length() - ".gguf".length()) : file;
    }

    private static InvalidConfigurationException wrong(Path path, String why) {
        return new InvalidConfigurationException("LOCAL_MODEL_PATH: " + path + " " + why);
    }
}
