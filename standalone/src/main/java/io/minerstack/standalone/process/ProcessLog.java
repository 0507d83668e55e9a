package io.minerstack.standalone.process;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The file with a process's output. A full {@code postgres.log} is copied to {@code postgres.log.1}, which replaces the
 * file of that name, and emptied: the process keeps the file open and appends to it.
 */
public class ProcessLog {

    private static final long MAX_BYTES = 10L * 1024 * 1024;
    private static final int TAIL_BYTES = 16 * 1024;

    private final Path file;
    private final long maxBytes;

    public ProcessLog(Path file) {
        this(file, MAX_BYTES);
    }

    ProcessLog(Path file, long maxBytes) {
        this.file = file;
        this.maxBytes = maxBytes;
    }

    Path file() {
        return file;
    }

    /** Empties the file if it is full. Lines that the process writes at this moment can be lost. */
    void rotate() throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) < maxBytes) {
            return;
        }
        Files.copy(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
    }

    /** The last {@code lines} lines that are not blank. */
    public List<String> tail(int lines) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long from = Math.max(0, channel.size() - TAIL_BYTES);
            channel.position(from);
            byte[] end = Channels.newInputStream(channel).readNBytes(TAIL_BYTES);
            List<String> last = new String(end, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return last.subList(Math.max(0, last.size() - lines), last.size());
        } catch (IOException unreadable) {
            return List.of("(" + file + " can't be read: " + unreadable.getMessage() + ")");
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
