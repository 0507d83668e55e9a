package io.minerstack.llmproxy.upstream;

import io.minerstack.llmproxy.failure.UpstreamException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.event.Level;

/**
 * At which level the refusal of a request is logged. The operator has to see the reason of a server that refuses
 * requests, and not once for each request: the same reason is a warning once a minute. Reasons that differ in numbers
 * alone are the same.
 */
class RefusalLog {

    private static final Duration SILENCE = Duration.ofMinutes(1);

    /** Reasons may repeat what callers wrote, so there may be any number of them. */
    private static final int MAX_REASONS = 16;

    private final Clock clock;
    private final Map<String, Instant> warned = new LinkedHashMap<>();

    RefusalLog(Clock clock) {
        this.clock = clock;
    }

    synchronized Level level(UpstreamException refusal) {
        Instant now = clock.instant();
        warned.values().removeIf(time -> !now.isBefore(time.plus(SILENCE)));
        String reason = String.valueOf(refusal.getMessage()).replaceAll("\\d+", "0");
        if (warned.containsKey(reason) || warned.size() == MAX_REASONS) {
            return Level.INFO;
        }
        warned.put(reason, now);
        return Level.WARN;
    }
}
