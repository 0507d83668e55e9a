package io.minerstack.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLogTests {

    @TempDir
    Path folder;

    @Test
    void returnsTheLastLines() throws IOException {
        ProcessLog log = new ProcessLog(Files.writeString(folder.resolve("a.log"), "one\ntwo\n\nthree\n"));

        assertThat(log.tail(2)).containsExactly("two", "three");
        assertThat(log.tail(9)).containsExactly("one", "two", "three");
    }

    @Test
    void returnsTheLastLinesOfALongFile() throws IOException {
        ProcessLog log = new ProcessLog(
                Files.writeString(folder.resolve("a.log"), "first\n" + "x".repeat(100_000) + "\nlast\n"));

        assertThat(log.tail(1)).containsExactly("last");
        assertThat(log.tail(9)).doesNotContain("first");
    }

    @Test
    void saysThatAFileCannotBeRead() {
        assertThat(new ProcessLog(folder.resolve("none.log")).tail(3))
                .singleElement()
                .asString()
                .contains("none.log");
    }

    @Test
    void emptiesAFullFileThatTheProcessKeepsOpenAndKeepsOneOldFile() throws IOException {
        Path file = folder.resolve("a.log");
        ProcessLog log = new ProcessLog(file, 1_000);
        try (var process = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            process.write("x".repeat(999).getBytes(StandardCharsets.UTF_8));
            log.rotate();
            assertThat(file).hasSize(999);

            process.write("yy\n".getBytes(StandardCharsets.UTF_8));
            log.rotate();
            process.write("after\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(file).hasContent("after\n");
        assertThat(folder.resolve("a.log.1")).hasSize(1_002);
    }
}
