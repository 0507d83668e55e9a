package io.minerstack.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTests {

    @TempDir
    Path folder;

    @Test
    void returnsTheLastLines() throws IOException {
        LogFile log = new LogFile(folder.resolve("a.log"));
        log.take(output("one\ntwo\n\n"));
        log.take(output("three\n"));

        assertThat(log.tail(2)).containsExactly("two", "three");
        assertThat(log.tail(9)).containsExactly("one", "two", "three");
    }

    @Test
    void returnsNoLinesForAMissingFile() {
        assertThat(new LogFile(folder.resolve("none.log")).tail(3)).isEmpty();
    }

    @Test
    void rotatesAFullFileAndKeepsOneOldFile() throws IOException {
        LogFile log = new LogFile(folder.resolve("a.log"), 10_000);
        log.take(output("x".repeat(100_000) + "\nlast\n"));

        assertThat(log.tail(1)).containsExactly("last");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder("a.log", "a.log.1");
        }
        assertThat(Files.size(folder.resolve("a.log")) + Files.size(folder.resolve("a.log.1")))
                .isLessThan(2 * (10_000 + 8 * 1024));
    }

    @Test
    void readsOutputThatItCannotWriteSoThatTheChildDoesNotBlock() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "only Linux has a disk that is always full");
        ByteArrayInputStream output = output("x".repeat(100_000));

        new LogFile(full).take(output);

        assertThat(output.available()).isZero();
    }

    private static ByteArrayInputStream output(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
