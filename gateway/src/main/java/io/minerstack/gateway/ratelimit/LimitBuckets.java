package io.minerstack.gateway.ratelimit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/** A {@link Limit} as a bucket that gets all its tokens back at once when the window ends. */
final class LimitBuckets {

    private LimitBuckets() {}

    /** Full at first. A bucket that refilled while it is used would allow up to twice the limit in the first window. */
    static Bandwidth bandwidth(Limit limit) {
        return Bandwidth.builder()
                .capacity(limit.requests())
                .refillIntervally(limit.requests(), limit.window())
                .build();
    }

    static BucketConfiguration configuration(Limit limit) {
        return BucketConfiguration.builder().addLimit(bandwidth(limit)).build();
    }

    static RateLimitDecision decision(ConsumptionProbe probe) {
        return new RateLimitDecision(
                probe.isConsumed(),
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForRefill()),
                Duration.ofNanos(probe.getNanosToWaitForReset()));
    }
}
