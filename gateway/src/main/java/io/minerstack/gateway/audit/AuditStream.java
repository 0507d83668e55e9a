package io.minerstack.gateway.audit;

import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.apikeys.AuditLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the audit log, in the format of {@code ./miner key}. At most {@value #LINES_A_MINUTE} lines a minute: callers
 * with many addresses must not fill the disk.
 */
@Component
public class AuditStream {

    static final String OMITTED = "miner.gateway.audit.lines.omitted";

    /** Named after the package, so that the lines can be told from others by their logger. */
    private static final Logger LOG = LoggerFactory.getLogger("io.minerstack.gateway.audit");

    private static final long LINES_A_MINUTE = 100;
    private static final String WHO = "gateway";

    private final @Nullable Path file;
    private final Clock clock;
    private final Counter omitted;
    private final Bucket lines = Bucket.builder()
            .addLimit(limit -> limit.capacity(LINES_A_MINUTE).refillGreedy(LINES_A_MINUTE, Duration.ofMinutes(1)))
            .build();

    AuditStream(AuditProperties properties, Clock clock, MeterRegistry meters) {
        this.file = properties.path();
        this.clock = clock;
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
        ObjectNode line = AuditLog.line(clock.instant(), "address.blocked", WHO);
        line.put("address", network);
        line.put("wrong_keys", wrongKeys);
        line.put("seconds", seconds);
        write(line);
        return true;
    }

    private void write(ObjectNode line) {
        if (file == null) {
            // not INFO, which LOG_LEVEL may leave out
            LOG.warn("{}", line);
            return;
        }
        // an event loop must not wait for a disk
        Schedulers.boundedElastic().schedule(() -> append(file, line));
    }

    private static void append(Path file, ObjectNode line) {
        // opened for each line, so that the file can be moved away
        try (AuditLog log = AuditLog.open(file)) {
            log.append(line);
        } catch (IOException failed) {
            LOG.error(
                    "audit log {}: can't be written ({}): {}",
                    file,
                    failed.getClass().getSimpleName(),
                    line);
        }
    }
}
