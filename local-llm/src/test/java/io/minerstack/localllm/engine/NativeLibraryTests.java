package io.minerstack.localllm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTests {

    private static final String FOLDER = "de.kherud.llama.lib.path";

    private final @Nullable String before = System.getProperty(FOLDER);

    @TempDir
    Path folder;

    @BeforeEach
    void clearFolder() {
        System.clearProperty(FOLDER);
    }

    @AfterEach
    void restoreFolder() {
        if (before == null) {
            System.clearProperty(FOLDER);
        } else {
            System.setProperty(FOLDER, before);
        }
    }

    @Test
    void unpacksACopyAndDeletesIt() {
        Path unpacked;
        try (NativeLibrary library = NativeLibrary.unpack()) {
            library.register();
            unpacked = Path.of(System.getProperty(FOLDER));
            assertThat(unpacked).isDirectoryContaining(file -> Files.isRegularFile(file));
        }
        assertThat(unpacked).doesNotExist();
    }

    @Test
    void usesTheGivenFolderAndKeepsIt() throws IOException {
        Path library = Files.createFile(folder.resolve("libjllama.so"));
        System.setProperty(FOLDER, folder.toString());

        try (NativeLibrary given = NativeLibrary.unpack()) {
            given.register();
            assertThat(System.getProperty(FOLDER)).isEqualTo(folder.toString());
        }

        assertThat(library).exists();
    }
}
