package io.minerstack.standalone.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the output of a child to a file. A full {@code gateway.log} is renamed to {@code gateway.log.1}, which
 * replaces the file of that name.
 */
public class LogFile {

    private static final long MAX_BYTES = 10L * 1024 * 1024;
    private static final int TAIL_BYTES = 16 * 1024;

    private final Path file;
    private final long maxBytes;
    private @Nullable OutputStream log;
    private long size;

    public LogFile(Path file) {
        this(file, MAX_BYTES);
    }

    LogFile(Path file, long maxBytes) {
        this.file = file;
        this.maxBytes = maxBytes;
    }

    /**
     * Copies until the child closes its output. Output that can't be written, as on a full disk, is dropped: a child
     * whose pipe is not read would block.
     */
    void take(InputStream output) throws IOException {
        byte[] chunk = new byte[8 * 1024];
        for (int count = output.read(chunk); count >= 0; count = output.read(chunk)) {
            try {
                append(chunk, count);
            } catch (IOException unwritable) {
                close();
            }
        }
        close();
    }

    private void append(byte[] chunk, int count) throws IOException {
        OutputStream open = log;
        if (open == null || size >= maxBytes) {
            open = rotate();
        }
        open.write(chunk, 0, count);
        size += count;
    }

    private OutputStream rotate() throws IOException {
        close();
        long there = Files.exists(file) ? Files.size(file) : 0;
        if (there >= maxBytes) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            there = 0;
        }
        OutputStream opened = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        log = opened;
        size = there;
        return opened;
    }

    private void close() {
        OutputStream open = log;
        log = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException full) {
                // the stream has no buffer, so no output is lost here
                size = 0;
            }
        }
    }

    /** The last {@code lines} lines that are not blank. */
    public List<String> tail(int lines) {
        try {
            byte[] all = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            int from = Math.max(0, all.length - TAIL_BYTES);
            List<String> last = new String(all, from, all.length - from, StandardCharsets.UTF_8)
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
