package io.minerstack.llmproxy.exchange;

import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.failure.UpstreamException.Kind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * The clocks of one attempt. Progress only writes a number down; one timer, set anew when it finds that nothing is due yet,
 * looks at it. A timer for each token would cost more than the token.
 */
class TimeoutWatchdog {

    private final UpstreamTimeouts clocks;
    private final Scheduler scheduler;
    private final BooleanSupplier callerWaits;
    private final Consumer<UpstreamException> late;
    private final Disposable.Swap timer = Disposables.swap();
    private final long started = System.nanoTime();

    private volatile boolean head;
    private volatile boolean tokens;
    private volatile long progress = started;

    /**
     * @param callerWaits whether more tokens are wanted: a caller that reads slowly is not the server's fault
     * @param late told once, from the scheduler's thread
     */
    TimeoutWatchdog(UpstreamTimeouts clocks, Scheduler scheduler, BooleanSupplier callerWaits, Consumer<UpstreamException> late) {
        this.clocks = clocks;
        this.scheduler = scheduler;
        this.callerWaits = callerWaits;
        this.late = late;
    }

    void start() {
        lookIn(Math.min(clocks.firstByte().toNanos(), tick()));
    }

    void stop() {
        timer.dispose();
    }

    void headSeen() {
        head = true;
    }

    /** Returns how long the first token took, and null for all others. */
    @Nullable
    Duration tokenSeen() {
        progress = System.nanoTime();
        if (tokens) {
            return null;
        }
        tokens = true;
        return Duration.ofNanos(progress - started);
    }

    /** No wait that starts later can end before this: looking so often is enough. */
    private long tick() {
        return Math.min(clocks.interToken().toNanos(), clocks.firstToken().toNanos());
    }

    private void look() {
        if (tokens && !callerWaits.getAsBoolean()) {
            progress = System.nanoTime();
        }
        long left = left();
        if (left > 0) {
            lookIn(Math.min(left, tick()));
            return;
        }
        late.accept(
                !head
                        ? new UpstreamException(Kind.SILENT, "no response head in time")
                        : tokens
                                ? new UpstreamException(Kind.STALLED, "no further token in time")
                                : new UpstreamException(Kind.SLOW, "no token in time"));
    }

    private long left() {
        long now = System.nanoTime();
        if (tokens) {
            return clocks.interToken().toNanos() - (now - progress);
        }
        Duration allowed = head ? clocks.firstToken() : clocks.firstByte();
        return allowed.toNanos() - (now - started);
    }

    private void lookIn(long nanos) {
        timer.update(scheduler.schedule(this::look, nanos, TimeUnit.NANOSECONDS));
    }
}
