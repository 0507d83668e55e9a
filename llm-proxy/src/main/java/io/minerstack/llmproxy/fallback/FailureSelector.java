package io.minerstack.llmproxy.fallback;

import io.minerstack.llmproxy.failure.UpstreamException;
import java.time.Duration;
import java.util.List;

/** Which of a request's failures the caller is told: the most helpful one, the first of equally helpful ones. */
final class FailureSelector {

    private static final Duration MIN_RETRY_AFTER = Duration.ofSeconds(1);

    private FailureSelector() {}

    /** A provider without an attempt counts as a provider whose circuit is open. */
    static UpstreamException select(FallbackState state) {
        UpstreamException selected = null;
        int selectedRank = -1;
        for (int provider = 0; provider < state.providers().size(); provider++) {
            for (UpstreamException failure : failures(state, provider)) {
                int rank = rank(failure, provider > 0);
                if (rank > selectedRank) {
                    selected = failure;
                    selectedRank = rank;
                }
            }
        }
        return selected == null ? UpstreamException.circuitOpen(MIN_RETRY_AFTER) : selected;
    }

    private static List<UpstreamException> failures(FallbackState state, int provider) {
        List<UpstreamException> failures = state.failures().stream()
                .filter(failed -> failed.provider() == provider)
                .map(FailedAttempt::failure)
                .toList();
        return failures.isEmpty() ? List.of(notAsked(state.providers().get(provider))) : failures;
    }

    private static UpstreamException notAsked(ProviderSnapshot provider) {
        Duration wait = provider.retryAfter();
        return UpstreamException.circuitOpen(wait.compareTo(MIN_RETRY_AFTER) > 0 ? wait : MIN_RETRY_AFTER);
    }

    /**
     * How helpful a failure is; a higher rank helps more. Where all providers refuse, the first reason is told. A
     * refusal of a later provider may be about limits of that provider.
     */
    private static int rank(UpstreamException failure, boolean fallback) {
        return switch (failure.kind()) {
            case REJECTED -> {
                boolean aboutThePrompt = failure.isContextTooLong() || failure.isContentPolicy();
                yield fallback && !aboutThePrompt ? 0 : 4;
            }
            // a provider that can answer refuses this caller: the state of the others does not help
            case BUDGET_UNAVAILABLE -> 3;
            // where another provider's price may be allowed later, that is told
            case BUDGET_EXCEEDED -> failure.retryAfter() == null ? 2 : 3;
            // only the operator can help
            case BUDGET_UNPRICED -> 2;
            // the caller may succeed later
            case RATE_LIMITED,
                    OVERLOADED,
                    SERVER_ERROR,
                    UNREACHABLE,
                    HEADERS_TIMEOUT,
                    FIRST_TOKEN_TIMEOUT,
                    QUEUE_FULL -> 3;
            case STREAM_INTERRUPTED, INTER_TOKEN_TIMEOUT, INVALID_RESPONSE, MISCONFIGURED, CIRCUIT_OPEN -> 1;
        };
    }
}
