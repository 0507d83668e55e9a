package io.minerstack.llmproxy.sse;

import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds server-sent events in the bytes of a response, wherever the network splits them. Hands on the field {@code
 * data} and ignores all other fields and comments. One parser reads one response.
 */
public class SseParser {

    private static final int MAX_EVENT_LENGTH = 1 << 20;
    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

    private byte[] line = new byte[512];
    private int length;
    private byte @Nullable [] data;

    /**
     * Reads all of {@code in} and hands on the data of each complete event.
     *
     * @throws UpstreamException if a line or an event is longer than 1 MiB
     */
    public void feed(ByteBuf in, Consumer<byte[]> events) {
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

    /** Ends the response: hands on a last event whose blank line is missing. */
    public void end(Consumer<byte[]> events) {
        if (length > 0) {
            line(events);
        }
        dispatch(events);
    }

    private void append(ByteBuf in, int count) {
        checkLength(length + count);
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
        checkLength(data.length + more.length);
        byte[] joined = Arrays.copyOf(data, data.length + 1 + more.length);
        joined[data.length] = '\n';
        System.arraycopy(more, 0, joined, data.length + 1, more.length);
        data = joined;
    }

    private void dispatch(Consumer<byte[]> events) {
        byte[] complete = data;
        data = null;
        if (complete != null) {
            events.accept(complete);
        }
    }

    private static void checkLength(int length) {
        if (length > MAX_EVENT_LENGTH) {
            throw new UpstreamException(FailureKind.INVALID_RESPONSE, "an event is longer than 1 MiB");
        }
    }
}
