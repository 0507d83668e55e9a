package io.minerstack.servicesupport.audit;

import io.minerstack.stacksupport.audit.AuditFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The audit lines of one service: in the file of {@code AUDIT_FILE}, to which other processes append, too, or without
 * that setting in the log, under the logger {@value #LOGGER}. A line that the file does not take goes to the log. No
 * line has a key or a digest.
 */
public final class AuditTrail {

    /** Its lines are warnings: {@code LOG_LEVEL} may leave INFO out. */
    public static final String LOGGER = "io.minerstack.audit";

    private static final Logger AUDIT = LoggerFactory.getLogger(LOGGER);
    private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final @Nullable Path file;
    private final String who;
    private final Clock clock;
    // one thread at a time: the lines stay in their order
    private final Scheduler writer = Schedulers.single(Schedulers.boundedElastic());

    /**
     * The lines of a service.
     *
     * @param file value of {@code AUDIT_FILE}; blank: the lines go to the log
     * @param who the service that writes
     */
    public AuditTrail(String file, String who, Clock clock) {
        this.file = file.isBlank() ? null : Path.of(file.strip());
        this.who = who;
        this.clock = clock;
    }

    /**
     * The beginning of a line: time, event and service, in the format of {@code ./miner key}. The caller adds what the
     * event was about.
     *
     * @param event such as {@code address.blocked}
     */
    public ObjectNode line(String event) {
        ObjectNode line = JSON.createObjectNode();
        line.put("time", clock.instant().toString());
        line.put("event", event);
        line.put("who", who);
        return line;
    }

    /** Writes a line, without waiting for the disk. */
    public void write(ObjectNode line) {
        Path target = file;
        if (target == null) {
            AUDIT.warn("{}", line);
            return;
        }
        writer.schedule(() -> append(target, line));
    }

    private static void append(Path file, ObjectNode line) {
        // opened for each line, so that the file can be moved away
        try (AuditFile audit = AuditFile.open(file)) {
            audit.append(line.toString());
        } catch (IOException failed) {
            log.error(
                    "audit log {}: can't be written ({}): {}",
                    file,
                    failed.getClass().getSimpleName(),
                    line);
        }
    }
}
