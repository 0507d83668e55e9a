package io.minerstack.registration.keyderivation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AvailableMemoryTests {

    @TempDir
    private Path root;

    @Test
    void countsTheMachinesAvailableMemoryAndFreeSwap() throws IOException {
        write("proc/meminfo", "MemTotal:  8000 kB\nMemFree:  10 kB\nMemAvailable:  5000 kB\nSwapFree:   24 kB\n");
        assertThat(AvailableMemory.bytes(root)).isEqualTo(5_024L << 10);
    }

    @Test
    void countsTheContainersAvailableMemoryIfThatIsLess() throws IOException {
        write("proc/meminfo", "MemAvailable:  5000 kB\n");
        write("sys/fs/cgroup/memory.max", "3000000\n");
        write("sys/fs/cgroup/memory.current", "2000000\n");
        assertThat(AvailableMemory.bytes(root)).isEqualTo(1_000_000);
        write("sys/fs/cgroup/memory.stat", "anon 1\ninactive_file 500000\n");
        assertThat(AvailableMemory.bytes(root)).isEqualTo(1_500_000);
        write("sys/fs/cgroup/memory.max", "max\n");
        assertThat(AvailableMemory.bytes(root)).isEqualTo(5_000L << 10);
    }

    @Test
    void hasNoLimitIfNothingIsKnown() {
        assertThat(AvailableMemory.bytes(root)).isEqualTo(Long.MAX_VALUE);
    }

    private void write(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
