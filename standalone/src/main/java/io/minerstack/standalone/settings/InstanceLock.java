package io.minerstack.standalone.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One supervisor per data folder. The system lets the lock go however its holder ends. */
public class InstanceLock implements AutoCloseable {

    private final FileChannel channel;

    private InstanceLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Fails with the other one's process number when there is one. */
    public static InstanceLock take(Path data) {
        try {
            Path file = Files.createDirectories(data.resolve("run")).resolve("lock");
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                String holder = Files.readString(file).strip();
                channel.close();
                throw new CannotStart("The stack is already running here (process " + holder
                        + "): stop that one first, by Ctrl-C or by: kill " + holder);
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
            return new InstanceLock(channel);
        } catch (IOException failure) {
            throw CannotStart.withoutData(data, failure);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
