package io.minerstack.standalone.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Allows one stack per data folder. The operating system releases the lock when its holder ends, even by a kill. The
 * file
 * names the process that a person stops.
 */
public class InstanceLock implements AutoCloseable {

    private final FileChannel channel;

    private InstanceLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock. Fails with the process id in the file where another stack holds it.
     *
     * @param holder the process id to write into the file
     */
    public static InstanceLock take(Path data, long holder) {
        try {
            Path file = Files.createDirectories(data.resolve("run")).resolve("lock");
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                String other = Files.readString(file).strip();
                channel.close();
                throw new StartupException("The stack is already running here (process " + other
                        + "). Stop that process first, with Ctrl-C or with: kill " + other);
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(Long.toString(holder).getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
            return new InstanceLock(channel);
        } catch (IOException failure) {
            throw StartupException.unusableData(data, failure);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
