package io.minerstack.llmproxy.fallback;

import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a failed request is sent to the same provider again, and after which delay. Time-outs are not retried,
 * because the time is spent; only a time-out between two tokens is retried once where no other provider could answer.
 * A {@code Retry-After} is extended by up to 10 %, so that waiting requests do not return all at once.
 */
class RetryPolicy {

    private static final Duration RATE_LIMIT_BACKOFF = Duration.ofMillis(300);
    private static final Duration SERVER_ERROR_DELAY = Duration.ofMillis(120);
    private static final Duration UNREACHABLE_DELAY = Duration.ofMillis(25);

    private final Duration maxRetryAfter;
    private final DoubleSupplier random;

    /**
     * A policy with a random jitter.
     *
     * @param maxRetryAfter the longest {@code Retry-After} that is waited for although another provider could answer
     * @param random from 0 to 1
     */
    RetryPolicy(Duration maxRetryAfter, DoubleSupplier random) {
        this.maxRetryAfter = maxRetryAfter;
        this.random = random;
    }

    /**
     * The delay before the next attempt at the provider, null for no further attempt.
     *
     * @param attempts at this provider so far
     * @param provider the provider now
     * @param alternative whether another provider could answer
     */
    @Nullable
    Duration delay(UpstreamException failure, int attempts, ProviderSnapshot provider, boolean alternative) {
        boolean limited = failure.kind() == FailureKind.RATE_LIMITED || failure.kind() == FailureKind.OVERLOADED;
        // the limit of one server says nothing about its siblings
        boolean busy = limited || (failure.kind() == FailureKind.QUEUE_FULL && failure.isErrorResponse());
        if (busy && provider.idleSibling() && attempts < provider.upstreams()) {
            return jitter(UNREACHABLE_DELAY);
        }
        // a limit that outlasts a rest does not pass within a moment
        return limited && alternative && provider.rests() > 1
                ? null
                : delay(failure, attempts, provider.upstreams(), alternative);
    }

    /**
     * The delay before the next attempt at the same upstream, or at a sibling that is no better.
     *
     * @param upstreams of this provider
     */
    @Nullable
    Duration delay(UpstreamException failure, int attempts, int upstreams, boolean alternative) {
        int maxAttempts = Math.max(2, upstreams);
        return switch (failure.kind()) {
            case RATE_LIMITED, OVERLOADED ->
                afterWait(failure.retryAfter(), attempts, alternative ? 3 : 4, alternative);
            case SERVER_ERROR ->
                failure.retryAfter() == null
                        ? attempts < maxAttempts ? jitter(SERVER_ERROR_DELAY) : null
                        : afterWait(failure.retryAfter(), attempts, maxAttempts, alternative);
            case UNREACHABLE -> attempts < maxAttempts ? jitter(UNREACHABLE_DELAY) : null;
            // the answer took time already: another provider first, this provider only if there is no other
            case STREAM_INTERRUPTED, INTER_TOKEN_TIMEOUT -> !alternative && attempts < 2 ? Duration.ZERO : null;
            // another request is the probe of this upstream: a sibling may be free
            case CIRCUIT_OPEN -> attempts < upstreams ? Duration.ZERO : null;
            case REJECTED,
                    HEADERS_TIMEOUT,
                    FIRST_TOKEN_TIMEOUT,
                    INVALID_RESPONSE,
                    MISCONFIGURED,
                    QUEUE_FULL,
                    BUDGET_EXCEEDED,
                    BUDGET_UNAVAILABLE,
                    BUDGET_UNPRICED -> null;
        };
    }

    private @Nullable Duration afterWait(
            @Nullable Duration retryAfter, int attempts, int maxAttempts, boolean alternative) {
        if (attempts >= maxAttempts) {
            return null;
        }
        if (retryAfter == null) {
            return jitter(RATE_LIMIT_BACKOFF.multipliedBy(1L << (attempts - 1)));
        }
        if (alternative && retryAfter.compareTo(maxRetryAfter) > 0) {
            return null;
        }
        return retryAfter.plusMillis((long) (retryAfter.toMillis() * 0.1 * random.getAsDouble()) + 1);
    }

    /** {@code delay * (0.75 + 0.5 * random)}. */
    private Duration jitter(Duration delay) {
        return Duration.ofMillis((long) (delay.toMillis() * (0.75 + 0.5 * random.getAsDouble())));
    }
}
