package io.minerstack.llmproxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PauseTests {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final Pause pause = new Pause(clock);

    @Test
    void letsEverythingThroughWithoutAPause() {
        assertThat(pause.admit()).isZero();
        assertThat(pause.left()).isZero();
    }

    @Test
    void holdsRequestsUntilThePauseIsOver() {
        pause.begin(Duration.ofSeconds(20));
        pass(Duration.ofSeconds(5));

        assertThat(pause.admit()).isEqualTo(Duration.ofSeconds(15));
        assertThat(pause.left()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void sendsOneProbeAndSpreadsTheOthers() {
        pause.begin(Duration.ofSeconds(20));
        pass(Duration.ofSeconds(20));

        List<Duration> waits = new ArrayList<>();
        for (int request = 0; request < 20; request++) {
            waits.add(pause.admit());
        }

        assertThat(waits.getFirst()).isZero();
        assertThat(waits.subList(1, 20)).doesNotHaveDuplicates().allMatch(wait -> wait.toMillis() >= 1_000);
        assertThat(waits.getLast()).isEqualTo(Duration.ofMillis(1_000 + 18 * 200));
    }

    @Test
    void letsAllThroughAfterTheFirstToken() {
        pause.begin(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1));
        assertThat(pause.admit()).isZero();
        assertThat(pause.admit()).isPositive();

        pause.answered();

        assertThat(pause.admit()).isZero();
        assertThat(pause.admit()).isZero();
    }

    @Test
    void doesNotEndAPauseByATokenOfAnOlderRequest() {
        pause.begin(Duration.ofSeconds(10));

        pause.answered();

        assertThat(pause.left()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void goesOnWithoutATokenOfTheProbe() {
        pause.begin(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1));
        assertThat(pause.admit()).isZero();

        pass(Duration.ofSeconds(1));

        assertThat(pause.admit()).isZero();
        assertThat(pause.admit()).isPositive();
        pass(Duration.ofSeconds(10));
        assertThat(pause.admit()).isZero();
        assertThat(pause.admit()).isZero();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
