package io.minerstack.llmproxy.sse;

import java.nio.charset.StandardCharsets;

/**
 * The data of one server-sent event, in the bytes that the upstream sent. The array is shared: nothing may write to
 * it.
 */
public final class EventData {

    /** The last event of a complete stream. */
    public static final EventData DONE = of("[DONE]".getBytes(StandardCharsets.US_ASCII));

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
}
