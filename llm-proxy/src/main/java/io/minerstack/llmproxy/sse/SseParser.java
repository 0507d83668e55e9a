package io.minerstack.llmproxy.sse;

import io.minerstack.llmproxy.failure.UpstreamException;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Cuts server-sent events out of the bytes of a response, wherever the network split them. Only {@code data} is of use here. */
class SseParser {

    private static final int LONGEST_LINE = 1 << 20;
    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

    private byte[] line = new byte[512];
    private int length;
    private byte @Nullable [] data;

    /**
     * Takes over all of {@code in} and hands on the data of each event that is complete.
     *
     * @throws UpstreamException when a line is longer than 1 MiB
     */
    void feed(ByteBuf in, Consumer<byte[]> events) {
        while (in.isReadable()) {
            int end = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
            append(in, (end < 0 ? in.writerIndex() : end) - in.readerIndex());
            if (end < 0) {
                return;
            }
            in.skipBytes(1);
            line(events);
        }
    }

    /** The response is over: hands on a last event whose blank line is missing. */
    void end(Consumer<byte[]> events) {
        if (length > 0) {
            line(events);
        }
        dispatch(events);
    }

    private void append(ByteBuf in, int count) {
        if (length + count > LONGEST_LINE) {
            throw new UpstreamException(UpstreamException.Kind.UNUSABLE, "an event is longer than 1 MiB");
        }
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(length + count, line.length * 2));
        }
        in.readBytes(line, length, count);
        length += count;
    }

    private void line(Consumer<byte[]> events) {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        length = 0;
        if (end == 0) {
            dispatch(events);
        } else if (end >= DATA.length && Arrays.equals(line, 0, DATA.length, DATA, 0, DATA.length)) {
            int from = end > DATA.length && line[DATA.length] == ' ' ? DATA.length + 1 : DATA.length;
            data(Arrays.copyOfRange(line, from, end));
        }
    }

    private void data(byte[] more) {
        if (data == null) {
            data = more;
            return;
        }
        if (data.length + more.length > LONGEST_LINE) {
            throw new UpstreamException(UpstreamException.Kind.UNUSABLE, "an event is longer than 1 MiB");
        }
        byte[] joined = Arrays.copyOf(data, data.length + 1 + more.length);
        joined[data.length] = '\n';
        System.arraycopy(more, 0, joined, data.length + 1, more.length);
        data = joined;
    }

    private void dispatch(Consumer<byte[]> events) {
        byte[] whole = data;
        data = null;
        if (whole != null) {
            events.accept(whole);
        }
    }
}
