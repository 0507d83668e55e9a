package io.minerstack.stacksupport.audit;

import io.minerstack.stacksupport.file.SyncedWrite;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The file of {@code AUDIT_FILE}: a line of JSON for each event. Several processes append to it. */
public final class AuditFile implements AutoCloseable {

    private final FileChannel channel;

    private AuditFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens the file, mode 0600 if it is new. Fails for a link. */
    public static AuditFile open(Path file) throws IOException {
        return new AuditFile(FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
    }

    /**
     * Appends a line and waits until the disk has it. One write, so that lines of two processes never mix.
     *
     * @param json without a line break
     */
    public void append(String json) throws IOException {
        SyncedWrite.write(channel, (json + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
