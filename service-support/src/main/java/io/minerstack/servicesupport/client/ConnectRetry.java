package io.minerstack.servicesupport.client;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Tries again while a peer can't be reached: a service that is started anew is back after a few seconds, and a caller that
 * has a minute should not get an error for it. Only for what was never sent, so nothing is asked twice. The deadline of the call still
 * holds, since whoever bounds the call bounds the waiting.
 */
public class ConnectRetry {

    private static final Duration PAUSE = Duration.ofMillis(150);

    private final Duration limit;

    /**
     * Waits so long and no longer.
     *
     * @param limit how long after the first attempt a further one may begin; zero means never
     */
    public ConnectRetry(Duration limit) {
        this.limit = limit;
    }

    /** Waits for nobody. */
    public static ConnectRetry none() {
        return new ConnectRetry(Duration.ZERO);
    }

    /** The attempt, repeated while it does not reach anybody. */
    public <T> Mono<T> with(Mono<T> attempt) {
        return with(attempt, () -> {});
    }

    /**
     * As {@link #with(Mono)}, cleaning up between attempts.
     *
     * @param beforeAnother undoes what a failed attempt left behind
     */
    public <T> Mono<T> with(Mono<T> attempt, Runnable beforeAnother) {
        if (limit.isZero()) {
            return attempt;
        }
        return Mono.defer(() -> from(System.nanoTime(), attempt, beforeAnother));
    }

    /** By hand and not by {@code retryWhen}, which sets up its whole machinery for the many attempts that need none of it. */
    private <T> Mono<T> from(long started, Mono<T> attempt, Runnable beforeAnother) {
        return attempt.onErrorResume(failure -> {
            if (!isUnreachable(failure) || !isWithin(started)) {
                return Mono.error(failure);
            }
            beforeAnother.run();
            return Mono.delay(PAUSE).then(Mono.defer(() -> from(started, attempt, beforeAnother)));
        });
    }

    private boolean isWithin(long started) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started) < limit.toMillis();
    }

    /** Whether there was no connection, so that the peer can't have seen anything of the request. */
    public static boolean isUnreachable(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException) {
                return true;
            }
        }
        return false;
    }
}
