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
    void knowNoFolder() {
        System.clearProperty(FOLDER);
    }

    @AfterEach
    void putBack() {
        if (before == null) {
            System.clearProperty(FOLDER);
        } else {
            System.setProperty(FOLDER, before);
        }
    }

    @Test
    void unpacksACopyAndTakesItAwayAgain() {
        Path unpacked;
        try (NativeLibrary library = NativeLibrary.unpack()) {
            library.makeKnown();
            unpacked = Path.of(System.getProperty(FOLDER));
            assertThat(unpacked).isDirectoryContaining(file -> Files.isRegularFile(file));
        }
        assertThat(unpacked).doesNotExist();
    }

    @Test
    void takesTheFolderThatIsAlreadyThereAndLeavesIt() throws IOException {
        Path library = Files.createFile(folder.resolve("libjllama.so"));
        System.setProperty(FOLDER, folder.toString());

        try (NativeLibrary known = NativeLibrary.unpack()) {
            known.makeKnown();
            assertThat(System.getProperty(FOLDER)).isEqualTo(folder.toString());
        }

        assertThat(library).exists();
    }
}
