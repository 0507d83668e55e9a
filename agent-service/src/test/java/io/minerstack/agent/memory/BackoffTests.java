package io.minerstack.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTests {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @ParameterizedTest
    @CsvSource({"1,200,300", "2,400,600", "3,800,1200", "4,1333,2000", "1000,1333,2000"})
    void waitsLongerEachTimeUpToTwoSeconds(int failures, long least, long most) {
        for (int i = 0; i < 100; i++) {
            assertThat(Backoff.pause(failures, Duration.ZERO, MINUTE)).isBetween(millis(least), millis(most));
        }
    }

    @Test
    void spreadsThoseThatFailedAtTheSameMoment() {
        assertThat(IntStream.range(0, 100)
                        .mapToObj(i -> Backoff.pause(1, Duration.ZERO, MINUTE))
                        .collect(Collectors.toSet()))
                .hasSizeGreaterThan(20);
    }

    @Test
    void waitsAsLongAsItIsAskedToAndNeverLongerThanThereIsTime() {
        assertThat(Backoff.pause(1, Duration.ofSeconds(5), MINUTE)).isBetween(millis(5_000), millis(5_500));
        assertThat(Backoff.pause(1, Duration.ofSeconds(5), millis(700))).isEqualTo(millis(700));
        assertThat(Backoff.pause(9, Duration.ZERO, millis(70))).isEqualTo(millis(70));
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
