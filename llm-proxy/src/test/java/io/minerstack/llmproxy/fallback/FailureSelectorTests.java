package io.minerstack.llmproxy.fallback;

import static io.minerstack.llmproxy.fallback.Failures.contextTooLong;
import static io.minerstack.llmproxy.fallback.Failures.failure;
import static io.minerstack.llmproxy.fallback.Failures.wrongField;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureSelectorTests {

    private final UpstreamException error = failure(FailureKind.SERVER_ERROR);
    private final UpstreamException timeout = failure(FailureKind.HEADERS_TIMEOUT);
    private final UpstreamException interrupted = failure(FailureKind.STREAM_INTERRUPTED);
    private final UpstreamException contextTooLong = contextTooLong();
    private final UpstreamException wrongField = wrongField();

    @Test
    void prefersTheReasonOfARejectionToAnOutage() {
        assertThat(select(attempt(0, contextTooLong), attempt(1, error))).isSameAs(contextTooLong);
        assertThat(select(attempt(0, error), attempt(1, contextTooLong))).isSameAs(contextTooLong);
    }

    @Test
    void prefersAFailureThatPassesToAnAnswerThatBroke() {
        assertThat(select(attempt(0, interrupted), attempt(1, error))).isSameAs(error);
    }

    @Test
    void takesTheFirstOfEquallyHelpfulFailures() {
        assertThat(select(attempt(0, timeout), attempt(1, error))).isSameAs(timeout);
    }

    @Test
    void tellsThatAModelHasNoPriceOnlyWhereNothingMayHelpLater() {
        UpstreamException unpriced = failure(FailureKind.BUDGET_UNPRICED);
        UpstreamException spent = failure(FailureKind.BUDGET_EXCEEDED, Duration.ofHours(1));

        assertThat(select(attempt(0, unpriced), attempt(1, interrupted))).isSameAs(unpriced);
        assertThat(select(attempt(0, unpriced), attempt(1, error))).isSameAs(error);
        assertThat(select(attempt(0, unpriced), attempt(1, spent))).isSameAs(spent);
    }

    @Test
    void tellsWhenToRetryWhereOneProviderIsNeverAllowedAndAnotherOneLater() {
        UpstreamException never = failure(FailureKind.BUDGET_EXCEEDED);
        UpstreamException spent = failure(FailureKind.BUDGET_EXCEEDED, Duration.ofHours(1));

        assertThat(select(attempt(0, never), attempt(1, spent))).isSameAs(spent);
    }

    @Test
    void doesNotBlameTheCallerForLimitsOfAFallback() {
        assertThat(select(attempt(0, error), attempt(1, wrongField))).isSameAs(error);
        assertThat(select(attempt(0, wrongField))).isSameAs(wrongField);
    }

    @Test
    void countsAProviderWithoutAnAttemptAsOneWithAnOpenCircuit() {
        UpstreamException selected = select(attempt(1, wrongField));

        assertThat(selected.kind()).isEqualTo(FailureKind.CIRCUIT_OPEN);
        assertThat(selected.retryAfter()).isEqualTo(Duration.ofSeconds(3));
    }

    private static FailedAttempt attempt(int provider, UpstreamException failure) {
        return new FailedAttempt(provider, failure);
    }

    private static UpstreamException select(FailedAttempt... failures) {
        ProviderSnapshot provider = new ProviderSnapshot(true, Duration.ofSeconds(3), 1, null);
        return FailureSelector.select(
                new FallbackState(List.of(provider, provider), List.of(failures), Duration.ofSeconds(10)));
    }
}
