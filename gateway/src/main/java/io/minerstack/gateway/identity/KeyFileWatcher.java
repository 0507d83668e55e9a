package io.minerstack.gateway.identity;

import io.minerstack.apikeys.KeyFile;
import io.minerstack.apikeys.KeyFileException;
import io.minerstack.apikeys.KeyFileReader;
import io.minerstack.apikeys.KeyFileWriters;
import io.minerstack.apikeys.KeyStatus;
import io.minerstack.servicesupport.client.Poller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reads the key file at the start, and again within two seconds of a change. Looks at the file instead of waiting for
 * events, since there are none for the links of a Kubernetes Secret and for files of another machine. While the file
 * can't be read, the keys that were read before stay.
 */
class KeyFileWatcher implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KeyFileWatcher.class);

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** Two changes within the resolution of a file's time can leave the same time. */
    private static final Duration TIME_RESOLUTION = Duration.ofSeconds(2);

    private final Path file;
    private final KeyFileApiKeys keys;
    private final KeyFileMetrics metrics;
    private final Clock clock;
    private final Poller poller;

    // held by one check at a time; guards what follows
    private final Lock checking = new ReentrantLock();
    private @Nullable Version seen;
    private @Nullable String problem;
    private @Nullable String otherWriters;
    private boolean readOnce;

    /** Reads the file for the first time. */
    KeyFileWatcher(Path file, KeyFileApiKeys keys, KeyFileMetrics metrics, Clock clock) {
        this.file = file;
        this.keys = keys;
        this.metrics = metrics;
        this.clock = clock;
        this.poller = Poller.every(INTERVAL, LOG, "key file", () -> Mono.fromRunnable(this::check)
                        .subscribeOn(Schedulers.boundedElastic()))
                .timeout(TIMEOUT)
                .build();
        check();
    }

    /** Reads the file if it has changed. Does nothing while another check waits for a slow disk. */
    final void check() {
        if (checking.tryLock()) {
            try {
                readIfChanged();
            } finally {
                checking.unlock();
            }
        }
    }

    private void readIfChanged() {
        tellOfOtherWriters();
        Version current = Version.of(file);
        if (current != null && current.equals(seen)) {
            return;
        }
        try {
            use(KeyFileReader.read(file));
            // a file that was changed just now may change again without a new time
            seen = current != null && current.isOlderThan(TIME_RESOLUTION, clock.instant()) ? current : null;
        } catch (KeyFileException unusable) {
            seen = null;
            keepKeys(unusable.problem());
        }
    }

    /** Once for each state. The time of a file does not change with its mode, so this looks each time. */
    private void tellOfOtherWriters() {
        String now = KeyFileWriters.besideTheOwner(file);
        if (now != null && !now.equals(otherWriters)) {
            LOG.warn(
                    "key file {}: {} may write it, and so make keys. Take the right away: chmod go-w {}",
                    file,
                    now,
                    file);
        }
        otherWriters = now;
    }

    private void use(KeyFile content) {
        boolean changed = !readOnce || problem != null || !content.equals(keys.content());
        keys.replace(content);
        readOnce = true;
        problem = null;
        metrics.setStale(false);
        if (changed) {
            Instant now = clock.instant();
            LOG.info(
                    "key file {}: read, {} keys, {} of them valid",
                    file,
                    content.keys().size(),
                    content.matching(key -> key.statusAt(now) == KeyStatus.VALID)
                            .size());
        }
    }

    private void keepKeys(String newProblem) {
        metrics.setStale(true);
        if (newProblem.equals(problem)) {
            return;
        }
        problem = newProblem;
        if (readOnce) {
            LOG.error(
                    "key file {}: {}. The {} keys that were read before stay as they are",
                    file,
                    newProblem,
                    keys.content().keys().size());
        } else {
            LOG.error(
                    "key file {}: {}. Only API_KEY is accepted until the file of KEYS_FILE can be read",
                    file,
                    newProblem);
        }
    }

    @Override
    public void start() {
        poller.start();
    }

    @Override
    public void stop() {
        poller.stop();
    }

    @Override
    public boolean isRunning() {
        return poller.isRunning();
    }

    /**
     * What tells one version of a file from another without reading it.
     *
     * @param fileKey device and inode, which change when a file is replaced or a link leads elsewhere
     */
    private record Version(@Nullable Object fileKey, long size, FileTime modified) {

        /** Null if there is no such file. */
        static @Nullable Version of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Version(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
            } catch (IOException unreadable) {
                // reading the file fails, too, and says why
                return null;
            }
        }

        boolean isOlderThan(Duration age, Instant now) {
            return modified.toInstant().isBefore(now.minus(age));
        }
    }
}
