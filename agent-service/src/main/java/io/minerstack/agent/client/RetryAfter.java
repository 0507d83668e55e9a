package io.minerstack.agent.client;

import org.springframework.http.HttpHeaders;

/** {@code Retry-After} as our own services send it: in seconds, never as a date. */
public final class RetryAfter {

    private RetryAfter() {}

    /** Seconds; 0 where there is none that can be read. */
    public static long seconds(HttpHeaders headers) {
        String sent = headers.getFirst(HttpHeaders.RETRY_AFTER);
        return sent != null && sent.matches("\\d{1,6}") ? Long.parseLong(sent) : 0;
    }
}
