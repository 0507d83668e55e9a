package io.minerstack.servicesupport.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * The pause before a failed request is repeated: {@code first * 2^(failures - 1) * (1 + jitter * random)}, at most
 * {@code longest}. The random part keeps callers that failed together from coming back together, which would overload a
 * server that has just started again.
 *
 * @param first the pause after the first failure, without the random part
 * @param longest the longest pause, the random part included
 * @param jitter the largest random part, as a fraction of the pause: 0.5 adds up to half
 * @param random numbers from 0 to 1
 */
public record Backoff(Duration first, Duration longest, double jitter, DoubleSupplier random) {

    // keeps first * 2^n far from overflowing
    private static final int MAX_DOUBLINGS = 20;

    /** A server's own Retry-After is never shortened and only a little lengthened. */
    private static final double RETRY_AFTER_JITTER = 0.1;

    public Backoff(Duration first, Duration longest, double jitter) {
        this(first, longest, jitter, () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * The pause after a failure.
     *
     * @param failures how often the request failed so far, from 1
     */
    public Duration pause(int failures) {
        double doubled = first.toMillis() * Math.pow(2, Math.min(failures - 1, MAX_DOUBLINGS));
        double base = Math.min(longest.toMillis() / (1 + jitter), doubled);
        return withJitter(base, jitter);
    }

    /**
     * As {@link #pause(int)}, but at least the wait that the server asked for and at most the time that is left.
     *
     * @param failures how often the request failed so far, from 1
     * @param retryAfter the wait that the server asked for; zero where it asked for none
     * @param limit the longest pause that there is time for
     */
    public Duration pause(int failures, Duration retryAfter, Duration limit) {
        return shorter(longer(pause(failures), withJitter((double) retryAfter.toMillis(), RETRY_AFTER_JITTER)), limit);
    }

    private Duration withJitter(double millis, double share) {
        return Duration.ofMillis((long) (millis * (1 + share * random.getAsDouble())));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
