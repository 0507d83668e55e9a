package io.minerstack.servicesupport.context;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Identifies one request in the logs of every service.
 *
 * @param value 1–128 of {@code A-Za-z0-9._-}
 */
public record RequestId(String value) {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    public RequestId {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("request id: expected 1-128 of A-Za-z0-9._-");
        }
    }

    /** The id that the caller sent, or a new one where there is none or where its characters could forge a log line. */
    public static RequestId acceptOrNew(@Nullable String sent) {
        return sent != null && ALLOWED.matcher(sent).matches() ? new RequestId(sent) : random();
    }

    /**
     * Unique, but not secret. {@code UUID.randomUUID()} reads the system's random device, which blocks an event loop.
     */
    private static RequestId random() {
        ThreadLocalRandom bits = ThreadLocalRandom.current();
        return new RequestId(new UUID(bits.nextLong(), bits.nextLong()).toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
