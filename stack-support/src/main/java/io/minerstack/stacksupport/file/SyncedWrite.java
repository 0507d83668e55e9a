package io.minerstack.stacksupport.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A write that a power cut does not undo. */
public final class SyncedWrite {

    private SyncedWrite() {}

    /** Writes all bytes, in one write where the system takes them so, and waits until the disk has them. */
    public static void write(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        channel.force(true);
    }
}
