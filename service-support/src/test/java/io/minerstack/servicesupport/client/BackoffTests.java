package io.minerstack.servicesupport.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTests {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Backoff backoff = new Backoff(millis(200), millis(2_000), 0.5);

    @ParameterizedTest
    @CsvSource({"1,200,300", "2,400,600", "3,800,1200", "4,1333,2000", "1000,1333,2000"})
    void doublesThePauseUpToTheLongest(int failures, long least, long most) {
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.pause(failures)).isBetween(millis(least), millis(most));
            assertThat(backoff.pause(failures, Duration.ZERO, MINUTE)).isBetween(millis(least), millis(most));
        }
    }

    @Test
    void addsTheRandomPart() {
        assertThat(new Backoff(millis(100), MINUTE, 0.2, () -> 0).pause(1)).isEqualTo(millis(100));
        assertThat(new Backoff(millis(100), MINUTE, 0.2, () -> 1).pause(2)).isEqualTo(millis(240));
        assertThat(new Backoff(millis(100), MINUTE, 0, () -> 1).pause(3)).isEqualTo(millis(400));
    }

    @Test
    void spreadsCallersThatFailedAtTheSameMoment() {
        assertThat(IntStream.range(0, 100).mapToObj(i -> backoff.pause(1)).collect(Collectors.toSet()))
                .hasSizeGreaterThan(20);
    }

    @Test
    void waitsAtLeastAsLongAsTheServerAsksAndNeverLongerThanTheLimit() {
        assertThat(backoff.pause(1, Duration.ofSeconds(5), MINUTE)).isBetween(millis(5_000), millis(5_500));
        assertThat(backoff.pause(1, Duration.ofSeconds(5), millis(700))).isEqualTo(millis(700));
        assertThat(backoff.pause(9, Duration.ZERO, millis(70))).isEqualTo(millis(70));
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
