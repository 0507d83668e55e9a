package io.minerstack.llmproxy.budget;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Where the lines of the audit log go: to the file of {@code AUDIT_FILE}, to which other processes append, too, or
 * without that setting to the logger {@value #LOGGER}, whose lines can be told from others by its name.
 */
@Component
class AuditSink {

    static final String LOGGER = "io.minerstack.audit";

    private static final Logger AUDIT = LoggerFactory.getLogger(LOGGER);
    private static final Logger log = LoggerFactory.getLogger(AuditSink.class);

    private final @Nullable Path file;
    // one thread: the lines stay in their order
    private final Scheduler writer = Schedulers.single(Schedulers.boundedElastic());

    AuditSink(BudgetProperties properties) {
        this.file = properties.auditFilePath();
    }

    /** Writes one line, without waiting for the disk. */
    void write(String line) {
        Path target = file;
        if (target == null) {
            AUDIT.info("{}", line);
            return;
        }
        Mono.fromRunnable(() -> append(target, line)).subscribeOn(writer).subscribe();
    }

    private static void append(Path file, String line) {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer rest = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        } catch (IOException failed) {
            log.error(
                    "audit log: {} can't be written ({}): {}",
                    file,
                    failed.getClass().getSimpleName(),
                    line);
        }
    }
}
