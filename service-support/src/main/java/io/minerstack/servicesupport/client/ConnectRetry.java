package io.minerstack.servicesupport.client;

import io.minerstack.servicesupport.exception.Causes;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;

/**
 * Repeats a request every 150 ms while there is no connection to the server. A service that restarts is back after a
 * few seconds, and its callers have a minute. Repeats only a request of which nothing was sent, so that the server
 * never gets a request twice. A time limit around the result, such as the deadline, also ends the repetition.
 */
public class ConnectRetry {

    private static final Duration PAUSE = Duration.ofMillis(150);

    private final Duration limit;

    /**
     * A retry with a time limit.
     *
     * @param limit time after the first attempt in which another one may begin; zero means never
     */
    public ConnectRetry(Duration limit) {
        this.limit = limit;
    }

    /** Never repeats a request. */
    public static ConnectRetry none() {
        return new ConnectRetry(Duration.ZERO);
    }

    /** The request, repeated while it gets no connection. */
    public <T> Mono<T> with(Mono<T> request) {
        if (limit.isZero()) {
            return request;
        }
        return Mono.defer(() -> attempt(System.nanoTime(), request));
    }

    /** Without {@code retryWhen}, which has a cost for every request, also for the many that are never repeated. */
    private <T> Mono<T> attempt(long started, Mono<T> request) {
        return request.onErrorResume(failure -> isUnreachable(failure) && isWithin(started)
                ? Mono.delay(PAUSE).then(Mono.defer(() -> attempt(started, request)))
                : Mono.error(failure));
    }

    private boolean isWithin(long started) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started) < limit.toMillis();
    }

    /** Whether there was no connection, so that the server can't have received a part of the request. */
    public static boolean isUnreachable(Throwable failure) {
        return Causes.contain(
                failure, ConnectException.class, UnknownHostException.class, NoRouteToHostException.class);
    }
}
