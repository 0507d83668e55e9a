package io.minerstack.llmproxy.sse;

import java.nio.charset.StandardCharsets;

/** The data of one server-sent event, in the bytes that it came as. Not copied on the way: nobody writes to it. */
public final class EventData {

    /** What a complete stream ends with. */
    public static final EventData DONE = of("[DONE]".getBytes(StandardCharsets.US_ASCII));

    private final byte[] bytes;

    private EventData(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Takes the array over. */
    public static EventData of(byte[] bytes) {
        return new EventData(bytes);
    }

    /** To be read only. */
    public byte[] bytes() {
        return bytes;
    }
}
