package io.minerstack.servicesupport.client;

import io.minerstack.servicesupport.exception.Causes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Polls something in the background, so that the result is at hand when a request needs it. One poll runs at a time,
 * each with a time limit. A failed poll never ends the polling. The log has one line when an outage begins and one when
 * it ends.
 *
 * <p>As a bean, a poller starts and stops with the application; elsewhere its owner calls {@link #start()} and
 * {@link #stop()}.
 */
public final class Poller implements SmartLifecycle {

    private final PollerOptions options;
    private final AtomicReference<@Nullable Disposable> polling = new AtomicReference<>();

    // written by one poll at a time
    private volatile State state = State.BEFORE_FIRST_POLL;

    Poller(PollerOptions options) {
        this.options = options;
    }

    /**
     * A poller that polls every {@code interval}, with the options of {@link PollerOptions} to choose.
     *
     * @param log the owner's logger: its name tells which service speaks
     * @param name what the log lines begin with, such as {@code llm-proxy}
     * @param interval time from the start of one poll to the start of the next, and the time limit of one poll
     * @param poll is called for each poll; the publisher stores its result itself and fails where the poll failed
     */
    public static PollerOptions every(Duration interval, Logger log, String name, Supplier<? extends Mono<?>> poll) {
        return new PollerOptions(log, name, poll, interval, interval, interval, 1, Duration.ZERO);
    }

    /**
     * Polls after {@link PollerOptions#firstDelay} and then at each interval, until {@link #stop()}. Does nothing where
     * it is running already.
     */
    @Override
    public void start() {
        if (polling.get() == null) {
            Mono<Long> repeated = Mono.defer(this::pollAndPause);
            Duration delay = options.firstDelay();
            polling.set(
                    (delay.isZero() ? repeated.repeat() : Mono.delay(delay).thenMany(repeated.repeat())).subscribe());
        }
    }

    /** Ends the polling and cancels a poll that is running. */
    @Override
    public void stop() {
        Disposable current = polling.getAndSet(null);
        if (current != null) {
            current.dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return polling.get() != null;
    }

    /** From the first poll that succeeds until {@link PollerOptions#outageAfter} polls in a row have failed. */
    public boolean isHealthy() {
        return state.healthy();
    }

    private Mono<Long> pollAndPause() {
        long started = now();
        return poll().then(Mono.defer(() -> Mono.delay(pauseSince(started))));
    }

    private Mono<Void> poll() {
        return Mono.defer(options.poll())
                .timeout(options.timeout())
                .then()
                .doOnSuccess(done -> succeeded())
                .doOnError(this::failed)
                .onErrorComplete();
    }

    private Duration pauseSince(long started) {
        Duration interval = state.failures() == 0 ? options.interval() : options.failingInterval();
        Duration left = interval.minusNanos(now() - started);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Nanoseconds of the scheduler, so that tests with virtual time can advance them. */
    private static long now() {
        return Schedulers.parallel().now(TimeUnit.NANOSECONDS);
    }

    private void succeeded() {
        State before = state;
        state = State.HEALTHY;
        if (before.failures() >= options.outageAfter()) {
            options.log().info("{}: poll succeeded again after {} failures", options.name(), before.failures());
        }
    }

    private void failed(Throwable failure) {
        State now = state.failed(options.outageAfter());
        state = now;
        if (now.failures() == options.outageAfter()) {
            options.log().warn("{}: poll failed: {}", options.name(), cause(failure));
        }
    }

    private String cause(Throwable failure) {
        return failure instanceof TimeoutException
                ? "no answer within " + options.timeout().toMillis() + " ms"
                : Causes.inWords(failure);
    }

    /**
     * What the polls so far say.
     *
     * @param failures failed polls since the last one that succeeded
     */
    private record State(boolean healthy, int failures) {

        static final State BEFORE_FIRST_POLL = new State(false, 0);
        static final State HEALTHY = new State(true, 0);

        State failed(int outageAfter) {
            int now = failures == Integer.MAX_VALUE ? failures : failures + 1;
            return new State(healthy && now < outageAfter, now);
        }
    }
}
