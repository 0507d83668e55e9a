package io.minerstack.gateway.audit;

import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.servicesupport.audit.AuditTrail;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Audit lines of blocked addresses. At most {@value #LINES_A_MINUTE} lines a minute: callers with many addresses must
 * not fill the disk.
 */
@Component
public class BlockAudit {

    static final String OMITTED = "miner.gateway.audit.lines.omitted";

    private static final long LINES_A_MINUTE = 100;

    private final AuditTrail trail;
    private final Counter omitted;
    private final Bucket lines = Bucket.builder()
            .addLimit(limit -> limit.capacity(LINES_A_MINUTE).refillGreedy(LINES_A_MINUTE, Duration.ofMinutes(1)))
            .build();

    BlockAudit(AuditTrail trail, MeterRegistry meters) {
        this.trail = trail;
        this.omitted = Counter.builder(OMITTED)
                .description("Lines that the audit log does not have because there were too many")
                .register(meters);
    }

    /**
     * Writes that an address was blocked.
     *
     * @param network such as {@code 192.0.2.1} or {@code 2001:db8:1:2::/64}
     * @return whether the line is written; false above the limit of lines
     */
    public boolean addressBlocked(String network, int wrongKeys, long seconds) {
        if (!lines.tryConsume(1)) {
            omitted.increment();
            return false;
        }
        trail.write(trail.line("address.blocked")
                .put("address", network)
                .put("wrong_keys", wrongKeys)
                .put("seconds", seconds));
        return true;
    }
}
