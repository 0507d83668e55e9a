package io.minerstack.llmproxy.fallback;

import io.minerstack.llmproxy.failure.UpstreamException;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the provider that failed is asked again, and after which pause. Faults that took long (silence, slowness) are not
 * repeated; what the server asked us to wait is waited, and a little more, so that waiters don't come back as one.
 */
class RetryPolicy {

    private static final Duration BACKOFF = Duration.ofMillis(300);
    private static final Duration SERVER_PAUSE = Duration.ofMillis(120);
    private static final Duration RESET_PAUSE = Duration.ofMillis(25);

    private final Duration patientWait;
    private final DoubleSupplier random;

    /**
     * @param patientWait the longest {@code Retry-After} that is waited out although another provider could answer
     * @param random from 0 to 1
     */
    RetryPolicy(Duration patientWait, DoubleSupplier random) {
        this.patientWait = patientWait;
        this.random = random;
    }

    /**
     * The pause before asking the provider again; null to leave it.
     *
     * @param tries at this provider so far
     * @param servers that this provider has
     * @param alternative whether another provider could answer
     */
    @Nullable
    Duration pause(UpstreamException failure, int tries, int servers, boolean alternative) {
        int most = Math.max(2, servers);
        return switch (failure.kind()) {
            case RATE_LIMITED -> throttled(failure.retryAfter(), tries, alternative ? 3 : 4, alternative);
            case SERVER_ERROR ->
                failure.retryAfter() == null
                        ? tries < most ? jitter(SERVER_PAUSE) : null
                        : throttled(failure.retryAfter(), tries, most, alternative);
            case UNREACHABLE -> tries < most ? jitter(RESET_PAUSE) : null;
            // time is spent: another provider first, this one only if there is none
            case BROKEN, STALLED -> !alternative && tries < 2 ? Duration.ZERO : null;
            // another request is its probe: perhaps a sibling is free
            case LEFT_ALONE -> tries < servers ? Duration.ZERO : null;
            case REFUSED, SILENT, SLOW, UNUSABLE, MISCONFIGURED, CROWDED -> null;
        };
    }

    private @Nullable Duration throttled(@Nullable Duration asked, int tries, int most, boolean alternative) {
        if (tries >= most) {
            return null;
        }
        if (asked == null) {
            return jitter(BACKOFF.multipliedBy(1L << (tries - 1)));
        }
        if (alternative && asked.compareTo(patientWait) > 0) {
            return null;
        }
        return asked.plusMillis((long) (asked.toMillis() * 0.1 * random.getAsDouble()) + 1);
    }

    /** From three to five quarters of it. */
    private Duration jitter(Duration pause) {
        return Duration.ofMillis((long) (pause.toMillis() * (0.75 + 0.5 * random.getAsDouble())));
    }
}
