package io.minerstack.llmproxy.sse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The data of one server-sent event. The array is shared: nothing may write to it. */
public final class EventData {

    private static final byte[] DONE_BYTES = "[DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FIELD = "data:".getBytes(StandardCharsets.US_ASCII);

    /** The last event of a complete stream. */
    public static final EventData DONE = of(DONE_BYTES);

    private final byte[] bytes;

    private EventData(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Wraps the array without a copy. */
    public static EventData of(byte[] bytes) {
        return new EventData(bytes);
    }

    /** The shared array: read only. */
    public byte[] bytes() {
        return bytes;
    }

    /** Whether the data is {@code [DONE]}, with or without space around it. */
    public static boolean isDone(byte[] data) {
        return data.length >= DONE_BYTES.length
                && data.length < 2 * DONE_BYTES.length
                && new String(data, StandardCharsets.US_ASCII).strip().equals("[DONE]");
    }

    /**
     * The length of the data without space and {@code [DONE]} at its end. Some servers put the end of the stream into
     * the event before, or after a whole completion.
     */
    static int lengthWithoutDone(byte[] data) {
        int end = stripped(data, data.length);
        if (!endsWith(data, end, DONE_BYTES)) {
            return end;
        }
        end = stripped(data, end - DONE_BYTES.length);
        return endsWith(data, end, FIELD) ? stripped(data, end - FIELD.length) : end;
    }

    private static int stripped(byte[] data, int length) {
        int end = length;
        while (end > 0 && data[end - 1] >= 0 && data[end - 1] <= ' ') {
            end--;
        }
        return end;
    }

    private static boolean endsWith(byte[] data, int end, byte[] suffix) {
        return end >= suffix.length && Arrays.equals(data, end - suffix.length, end, suffix, 0, suffix.length);
    }
}
