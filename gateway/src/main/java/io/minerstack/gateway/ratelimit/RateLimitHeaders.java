package io.minerstack.gateway.ratelimit;

import java.time.Duration;
import org.springframework.http.HttpHeaders;

/**
 * Tells a caller where it stands, as the IETF's draft on rate-limit headers has it:
 * {@code RateLimit-Policy: "complete";q=20;w=60} and {@code RateLimit: "complete";r=19;t=3}.
 */
public final class RateLimitHeaders {

    public static final String LIMIT = "RateLimit";
    public static final String POLICY = "RateLimit-Policy";

    private RateLimitHeaders() {}

    public static void write(HttpHeaders headers, LimitGroup group, Limit limit, Decision decision) {
        String name = "\"" + group.label() + "\"";
        headers.set(
                POLICY, name + ";q=" + limit.requests() + ";w=" + limit.window().toSeconds());
        headers.set(LIMIT, name + ";r=" + decision.remaining() + ";t=" + seconds(decision.reset()));
    }

    /** Whole seconds, rounded up: coming back a moment too early would be refused again. */
    public static long seconds(Duration wait) {
        return wait.plusNanos(999_999_999).toSeconds();
    }
}
