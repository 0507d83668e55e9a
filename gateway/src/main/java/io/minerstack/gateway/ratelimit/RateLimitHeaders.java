package io.minerstack.gateway.ratelimit;

import io.minerstack.gateway.endpoint.RateLimitGroup;
import io.minerstack.servicesupport.context.ContextHeaders;
import java.time.Duration;
import org.springframework.http.HttpHeaders;

/**
 * Response headers with the state of a caller's limit, in the format of the IETF draft on rate-limit headers
 * (draft-ietf-httpapi-ratelimit-headers): {@code RateLimit-Policy: "complete";q=20;w=60} is the limit, 20 requests in
 * 60 s; {@code RateLimit: "complete";r=19;t=3} says that 19 are left and that all 20 are available again in 3 s.
 */
public final class RateLimitHeaders {

    public static final String LIMIT = ContextHeaders.RATE_LIMIT;
    public static final String POLICY = ContextHeaders.RATE_LIMIT_POLICY;

    private RateLimitHeaders() {}

    static void write(HttpHeaders headers, RateLimitGroup group, Limit limit, RateLimitDecision decision) {
        String name = "\"" + group.label() + "\"";
        headers.set(
                POLICY, name + ";q=" + limit.requests() + ";w=" + limit.window().toSeconds());
        headers.set(LIMIT, name + ";r=" + decision.remaining() + ";t=" + seconds(decision.reset()));
    }

    /** Whole seconds, rounded up: a caller that comes back a moment too early would be refused again. */
    static long seconds(Duration wait) {
        return wait.plusNanos(999_999_999).toSeconds();
    }
}
