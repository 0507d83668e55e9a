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
 */
record ProviderSnapshot(
        boolean available,
        Duration retryAfter,
        int upstreams,
        @Nullable Integer maxContext,
        boolean idleSibling) {

    ProviderSnapshot(boolean available, Duration retryAfter, int upstreams, @Nullable Integer maxContext) {
        this(available, retryAfter, upstreams, maxContext, false);
    }

    /** Whether the context is known to be no longer than the other one. */
    boolean isNoLongerThan(ProviderSnapshot other) {
        return maxContext != null && other.maxContext != null && maxContext <= other.maxContext;
    }
}
