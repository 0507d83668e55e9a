package io.minerstack.llmproxy.fallback;

import io.minerstack.llmproxy.failure.UpstreamError;
import io.minerstack.llmproxy.failure.UpstreamException;
import org.jspecify.annotations.Nullable;

/** Which of a request's failures its caller is told: the one that helps it most, the first of several alike. */
class FailureSelector {

    private @Nullable UpstreamException failure;
    private int weight = -1;

    /**
     * @param fallback whether another provider had failed before: then a refusal may be about that provider's own limits
     */
    void weigh(UpstreamException other, boolean fallback) {
        int itsWeight = weight(other, fallback);
        if (itsWeight > weight) {
            failure = other;
            weight = itsWeight;
        }
    }

    @Nullable
    UpstreamException failure() {
        return failure;
    }

    private static int weight(UpstreamException failure, boolean fallback) {
        return switch (failure.kind()) {
            case REFUSED -> hasReason(failure) ? 4 : fallback ? 0 : 3;
            // it may work again soon: worth telling the caller to come back
            case RATE_LIMITED, SERVER_ERROR, UNREACHABLE, SILENT, SLOW, CROWDED -> 2;
            case BROKEN, STALLED, UNUSABLE, MISCONFIGURED, LEFT_ALONE -> 1;
        };
    }

    static boolean hasReason(UpstreamException failure) {
        var refusal = failure.refusal();
        return refusal != null && (refusal.contextTooShort() || refusal.contentPolicy());
    }
}
