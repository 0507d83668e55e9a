package io.minerstack.llmproxy.fallback;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the fallback policy knows about one provider at the time of a decision.
 *
 * @param available whether an upstream may get a request; false while all circuit breakers are open
 * @param retryAfter what is left of the {@code Retry-After} of the upstream that would get the request
 * @param upstreams number of upstreams
 * @param maxContext tokens of the model's context, null if unknown
 * @param idleSibling whether the upstream that would get the request is not the one that just failed, and is not asked
 *     to be left alone
 * @param rests how many rests of the provider there were without an answer, because it limits our rate and does not say
 *     for how long; 0 while it does not rest
 */
record ProviderSnapshot(
        boolean available,
        Duration retryAfter,
        int upstreams,
        @Nullable Integer maxContext,
        boolean idleSibling,
        int rests) {

    ProviderSnapshot(boolean available, Duration retryAfter, int upstreams, @Nullable Integer maxContext) {
        this(available, retryAfter, upstreams, maxContext, false, 0);
    }

    /** Whether the context is known to be no longer than the other one. */
    boolean isNoLongerThan(ProviderSnapshot other) {
        return maxContext != null && other.maxContext != null && maxContext <= other.maxContext;
    }
}
