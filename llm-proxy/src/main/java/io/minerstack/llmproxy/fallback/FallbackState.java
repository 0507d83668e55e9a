package io.minerstack.llmproxy.fallback;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides what a request does next.
 *
 * @param providers in the order of fallback
 * @param failures of this request so far, in the order of time
 * @param timeLeft until the answer must be complete
 * @param timeToTarget until the answer should be complete, zero where that time has passed
 */
record FallbackState(
        List<ProviderSnapshot> providers, List<FailedAttempt> failures, Duration timeLeft, Duration timeToTarget) {

    /** A state whose target is its deadline. */
    FallbackState(List<ProviderSnapshot> providers, List<FailedAttempt> failures, Duration timeLeft) {
        this(providers, failures, timeLeft, timeLeft);
    }

    /** The failure to react to, null before the first attempt. */
    @Nullable
    FailedAttempt last() {
        return failures.isEmpty() ? null : failures.getLast();
    }

    /** The last failure of one provider, null where it was not asked. */
    @Nullable
    FailedAttempt last(int provider) {
        FailedAttempt last = null;
        for (FailedAttempt failure : failures) {
            if (failure.provider() == provider) {
                last = failure;
            }
        }
        return last;
    }

    /** The number of failed attempts at one provider. */
    int attempts(int provider) {
        int attempts = 0;
        for (FailedAttempt failure : failures) {
            if (failure.provider() == provider) {
                attempts++;
            }
        }
        return attempts;
    }
}
