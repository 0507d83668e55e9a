package io.minerstack.llmproxy.fallback;

import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamError;
import io.minerstack.llmproxy.failure.UpstreamException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Failures of upstreams for tests. */
final class Failures {

    private Failures() {}

    static UpstreamException failure(FailureKind kind) {
        return new UpstreamException(kind, "test");
    }

    static UpstreamException failure(FailureKind kind, @Nullable Duration retryAfter) {
        return UpstreamException.temporary(kind, "test", retryAfter);
    }

    static UpstreamException contextTooLong() {
        return rejected("context_length_exceeded");
    }

    static UpstreamException contentPolicy() {
        return rejected("content_policy_violation");
    }

    static UpstreamException wrongField() {
        return rejected(null);
    }

    private static UpstreamException rejected(@Nullable String code) {
        return UpstreamException.rejected("status 400", new UpstreamError("The reason.", null, null, code));
    }
}
