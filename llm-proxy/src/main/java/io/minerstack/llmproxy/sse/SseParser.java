package io.minerstack.llmproxy.sse;

import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds server-sent events in the bytes of a response, wherever the network splits them. Hands on the field {@code
 * data}; other fields and comments are ignored. Also reads two forms of an error that are no events: a line of JSON
 * without a field name, and a field {@code error}. One parser reads one response.
 */
public class SseParser {

    private static final int MAX_EVENT_LENGTH = 1 << 20;
    private static final byte[] DATA = field("data");
    private static final byte[] EVENT = field("event");
    private static final byte[] ERROR = field("error");

    private byte[] line = new byte[512];
    private int length;
    private boolean afterCarriageReturn;
    private byte @Nullable [] data;
    private @Nullable ByteArrayOutputStream lines;
    private boolean error;

    /** What becomes of the events. */
    public interface Handler {

        /**
         * One event.
         *
         * @param error whether the server calls the event an error
         */
        void event(byte[] data, boolean error);
    }

    /**
     * Reads all of {@code in} and passes on the data of each complete event. A line ends with CR, LF or both.
     *
     * @throws UpstreamException if a line or an event is longer than 1 MiB
     */
    public void feed(ByteBuf in, Handler handler) {
        while (in.isReadable()) {
            if (afterCarriageReturn && in.getByte(in.readerIndex()) == '\n') {
                in.skipBytes(1);
                afterCarriageReturn = false;
                continue;
            }
            afterCarriageReturn = false;
            int end = in.forEachByte(ByteProcessor.FIND_CRLF);
            append(in, (end < 0 ? in.writerIndex() : end) - in.readerIndex());
            if (end < 0) {
                return;
            }
            afterCarriageReturn = in.readByte() == '\r';
            line(handler);
        }
    }

    /** Ends the response: passes on a last event whose blank line is missing. */
    public void end(Handler handler) {
        if (length > 0) {
            line(handler);
        }
        dispatch(handler);
    }

    private void append(ByteBuf in, int count) {
        checkLength(length + count);
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(length + count, line.length * 2));
        }
        in.readBytes(line, length, count);
        length += count;
    }

    private void line(Handler handler) {
        int end = length;
        length = 0;
        if (end == 0) {
            dispatch(handler);
        } else if (isField(DATA, end)) {
            data(dataValue(end));
        } else if (isField(EVENT, end)) {
            error = Arrays.equals(value(EVENT, end), ERROR);
        } else if (isField(ERROR, end)) {
            error = true;
            data(value(ERROR, end));
        } else if (line[0] == '{') {
            dispatch(handler);
            data(Arrays.copyOf(line, end));
            dispatch(handler);
        }
    }

    private boolean isField(byte[] name, int end) {
        return end >= name.length
                && Arrays.equals(line, 0, name.length, name, 0, name.length)
                && (end == name.length || line[name.length] == ':');
    }

    private byte[] value(byte[] name, int end) {
        return Arrays.copyOfRange(line, valueStart(0, name, end), end);
    }

    /** Some relays wrap a whole line into another one: {@code data: data: …}. */
    private byte[] dataValue(int end) {
        int from = valueStart(0, DATA, end);
        while (end - from > DATA.length
                && Arrays.equals(line, from, from + DATA.length, DATA, 0, DATA.length)
                && line[from + DATA.length] == ':') {
            from = valueStart(from, DATA, end);
        }
        return Arrays.copyOfRange(line, from, end);
    }

    private int valueStart(int field, byte[] name, int end) {
        int from = Math.min(field + name.length + 1, end);
        return from < end && line[from] == ' ' ? from + 1 : from;
    }

    /** Most events have one line; the lines of others are joined in one buffer, so that each byte is copied once. */
    private void data(byte[] more) {
        if (data == null) {
            data = more;
            return;
        }
        if (lines == null) {
            lines = new ByteArrayOutputStream(data.length + more.length + 1);
            lines.writeBytes(data);
        }
        checkLength(lines.size() + more.length);
        lines.write('\n');
        lines.writeBytes(more);
    }

    private void dispatch(Handler handler) {
        byte[] complete = lines == null ? data : lines.toByteArray();
        boolean isError = error;
        data = null;
        lines = null;
        error = false;
        if (complete != null) {
            handler.event(complete, isError);
        }
    }

    private static void checkLength(int length) {
        if (length > MAX_EVENT_LENGTH) {
            throw new UpstreamException(FailureKind.INVALID_RESPONSE, "an event is longer than 1 MiB");
        }
    }

    private static byte[] field(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
