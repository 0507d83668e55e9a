package io.minerstack.servicesupport.context;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names one request in every log line and on every hop.
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

    /** Keeps what the caller sent where it is allowed; makes a new one where it is missing or could forge a log line. */
    public static RequestId acceptOrNew(@Nullable String sent) {
        return sent != null && ALLOWED.matcher(sent).matches() ? new RequestId(sent) : fresh();
    }

    /** Unique, not secret: {@code UUID.randomUUID()} reads the system's random device, which blocks an event loop. */
    private static RequestId fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new RequestId(new UUID(random.nextLong(), random.nextLong()).toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
