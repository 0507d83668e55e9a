package io.minerstack.llmproxy.fallback;

import static io.minerstack.llmproxy.fallback.Failures.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTests {

    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    private final RetryPolicy policy = new RetryPolicy(ONE_SECOND, () -> 0.5);

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "OVERLOADED"})
    void waitsALittleLongerThanRetryAfter(FailureKind kind) {
        Duration delay = policy.delay(failure(kind, TWO_SECONDS), 1, 1, false);

        assertThat(delay).isBetween(TWO_SECONDS, Duration.ofMillis(2_200));
    }

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "OVERLOADED"})
    void prefersTheFallbackToALongWait(FailureKind kind) {
        assertThat(policy.delay(failure(kind, TWO_SECONDS), 1, 1, true)).isNull();
        assertThat(policy.delay(failure(kind, ONE_SECOND), 1, 1, true)).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "OVERLOADED"})
    void doublesTheBackoffAndEndsIt(FailureKind kind) {
        UpstreamException limited = failure(kind, null);

        assertThat(policy.delay(limited, 1, 1, true)).isEqualTo(Duration.ofMillis(300));
        assertThat(policy.delay(limited, 2, 1, true)).isEqualTo(Duration.ofMillis(600));
        assertThat(policy.delay(limited, 3, 1, true)).isNull();
        assertThat(policy.delay(limited, 3, 1, false)).isEqualTo(Duration.ofMillis(1_200));
        assertThat(policy.delay(limited, 4, 1, false)).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"RATE_LIMITED", "OVERLOADED"})
    void spreadsTheBackoff(FailureKind kind) {
        UpstreamException limited = failure(kind, null);

        assertThat(new RetryPolicy(ONE_SECOND, () -> 0).delay(limited, 1, 1, true))
                .isEqualTo(Duration.ofMillis(225));
        assertThat(new RetryPolicy(ONE_SECOND, () -> 1).delay(limited, 1, 1, true))
                .isEqualTo(Duration.ofMillis(375));
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVER_ERROR", "UNREACHABLE"})
    void retriesOnceOrOnEverySibling(FailureKind kind) {
        assertThat(policy.delay(failure(kind), 1, 1, true)).isNotNull();
        assertThat(policy.delay(failure(kind), 2, 1, true)).isNull();
        assertThat(policy.delay(failure(kind), 2, 3, true)).isNotNull();
        assertThat(policy.delay(failure(kind), 3, 3, true)).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"STREAM_INTERRUPTED", "INTER_TOKEN_TIMEOUT"})
    void retriesAnInterruptedAnswerOnlyWhereNoOtherProviderCanAnswer(FailureKind kind) {
        assertThat(policy.delay(failure(kind), 1, 1, true)).isNull();
        assertThat(policy.delay(failure(kind), 1, 1, false)).isEqualTo(Duration.ZERO);
        assertThat(policy.delay(failure(kind), 2, 1, false)).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "REJECTED",
                "HEADERS_TIMEOUT",
                "FIRST_TOKEN_TIMEOUT",
                "INVALID_RESPONSE",
                "MISCONFIGURED",
                "QUEUE_FULL",
                "CIRCUIT_OPEN"
            })
    void neverRetriesTheOtherFailures(FailureKind kind) {
        assertThat(policy.delay(failure(kind), 1, 1, false)).isNull();
    }
}
