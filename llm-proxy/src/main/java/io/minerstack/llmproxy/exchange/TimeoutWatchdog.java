package io.minerstack.llmproxy.exchange;

import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * Watches the time-outs of one exchange. A token only stores its time; one timer compares that time with the time-outs
 * and is set again while nothing is due. One timer per token would cost more than the token.
 */
class TimeoutWatchdog {

    private final UpstreamTimeouts timeouts;
    private final Scheduler scheduler;
    private final BooleanSupplier wanted;
    private final Consumer<UpstreamException> onTimeout;
    private final Disposable.Swap timer = Disposables.swap();
    private final long started = System.nanoTime();

    private volatile boolean headersReceived;
    private volatile boolean tokenReceived;
    private volatile long lastProgress = started;

    /**
     * Begins to measure the time; {@link #start()} begins to watch.
     *
     * @param wanted whether the caller requests more tokens: the time of a caller that reads slowly does not count
     * @param onTimeout called at most once, on a thread of the scheduler
     */
    TimeoutWatchdog(
            UpstreamTimeouts timeouts,
            Scheduler scheduler,
            BooleanSupplier wanted,
            Consumer<UpstreamException> onTimeout) {
        this.timeouts = timeouts;
        this.scheduler = scheduler;
        this.wanted = wanted;
        this.onTimeout = onTimeout;
    }

    void start() {
        checkIn(Math.min(timeouts.headers().toNanos(), checkInterval()));
    }

    void stop() {
        timer.dispose();
    }

    void headersReceived() {
        headersReceived = true;
    }

    /** Returns the time to the first token for the first token, and null for all others. */
    @Nullable
    Duration tokenReceived() {
        lastProgress = System.nanoTime();
        if (tokenReceived) {
            return null;
        }
        tokenReceived = true;
        return Duration.ofNanos(lastProgress - started);
    }

    /** No time-out that begins later can end earlier than this. */
    private long checkInterval() {
        return Math.min(timeouts.interToken().toNanos(), timeouts.firstToken().toNanos());
    }

    private void check() {
        if (tokenReceived && !wanted.getAsBoolean()) {
            lastProgress = System.nanoTime();
        }
        long left = left();
        if (left > 0) {
            checkIn(Math.min(left, checkInterval()));
        } else if (tokenReceived) {
            onTimeout.accept(new UpstreamException(FailureKind.INTER_TOKEN_TIMEOUT, "next token timed out"));
        } else if (headersReceived) {
            onTimeout.accept(new UpstreamException(FailureKind.FIRST_TOKEN_TIMEOUT, "first token timed out"));
        } else {
            onTimeout.accept(new UpstreamException(FailureKind.HEADERS_TIMEOUT, "response headers timed out"));
        }
    }

    private long left() {
        long now = System.nanoTime();
        if (tokenReceived) {
            return timeouts.interToken().toNanos() - (now - lastProgress);
        }
        Duration allowed = headersReceived ? timeouts.firstToken() : timeouts.headers();
        return allowed.toNanos() - (now - started);
    }

    private void checkIn(long nanos) {
        timer.update(scheduler.schedule(this::check, nanos, TimeUnit.NANOSECONDS));
    }
}
