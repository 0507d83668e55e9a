package io.minerstack.llmproxy.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.failure.UpstreamException.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTests {

    private final RetryRule rule = new RetryRule(Duration.ofSeconds(1), () -> 0.5);

    @Test
    void waitsALittleLongerThanAsked() {
        Duration pause = rule.pause(failure(Kind.RATE_LIMITED, Duration.ofSeconds(2)), 1, 1, false);

        assertThat(pause).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_200));
    }

    @Test
    void prefersTheFallbackToALongWait() {
        assertThat(rule.pause(failure(Kind.RATE_LIMITED, Duration.ofSeconds(2)), 1, 1, true))
                .isNull();
        assertThat(rule.pause(failure(Kind.RATE_LIMITED, Duration.ofSeconds(1)), 1, 1, true))
                .isNotNull();
    }

    @Test
    void doublesItsBackOffAndEndsIt() {
        UpstreamFailure limited = failure(Kind.RATE_LIMITED, null);

        assertThat(rule.pause(limited, 1, 1, true)).isEqualTo(Duration.ofMillis(300));
        assertThat(rule.pause(limited, 2, 1, true)).isEqualTo(Duration.ofMillis(600));
        assertThat(rule.pause(limited, 3, 1, true)).isNull();
        assertThat(rule.pause(limited, 3, 1, false)).isEqualTo(Duration.ofMillis(1_200));
        assertThat(rule.pause(limited, 4, 1, false)).isNull();
    }

    @Test
    void spreadsItsBackOff() {
        UpstreamFailure limited = failure(Kind.RATE_LIMITED, null);

        assertThat(new RetryRule(Duration.ofSeconds(1), () -> 0).pause(limited, 1, 1, true))
                .isEqualTo(Duration.ofMillis(225));
        assertThat(new RetryRule(Duration.ofSeconds(1), () -> 1).pause(limited, 1, 1, true))
                .isEqualTo(Duration.ofMillis(375));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SERVER_ERROR", "UNREACHABLE"})
    void repeatsOnceOrOnEverySibling(Kind kind) {
        assertThat(rule.pause(failure(kind, null), 1, 1, true)).isNotNull();
        assertThat(rule.pause(failure(kind, null), 2, 1, true)).isNull();
        assertThat(rule.pause(failure(kind, null), 2, 3, true)).isNotNull();
        assertThat(rule.pause(failure(kind, null), 3, 3, true)).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"BROKEN", "STALLED"})
    void repeatsABrokenAnswerOnlyWhereNobodyElseCanGiveIt(Kind kind) {
        assertThat(rule.pause(failure(kind, null), 1, 1, true)).isNull();
        assertThat(rule.pause(failure(kind, null), 1, 1, false)).isEqualTo(Duration.ZERO);
        assertThat(rule.pause(failure(kind, null), 2, 1, false)).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"REFUSED", "SILENT", "SLOW", "UNUSABLE", "MISCONFIGURED", "CROWDED", "LEFT_ALONE"})
    void neverRepeatsTheRest(Kind kind) {
        assertThat(rule.pause(failure(kind, null), 1, 1, false)).isNull();
    }

    private static UpstreamFailure failure(Kind kind, @Nullable Duration retryAfter) {
        return new UpstreamFailure(kind, "as told", retryAfter, null);
    }
}
