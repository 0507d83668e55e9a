package io.minerstack.llmproxy.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.llmproxy.upstream.SpeedSamples;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HedgingTests {

    private final Hedging hedging =
            new Hedging(new HedgeProperties(0.05, false, Duration.ofSeconds(20)), new SimpleMeterRegistry());

    @Test
    void neverDoublesARequestToAServerWithAShortHistory() {
        assertThat(hedging.delay(SpeedSamples.firstTokens(19, Duration.ofSeconds(1)), Duration.ofSeconds(25)))
                .isNull();
    }

    @Test
    void waitsForTheUsualTimeToTheFirstTokenWhereTimeIsShort() {
        assertThat(hedging.delay(SpeedSamples.firstTokens(20, Duration.ofSeconds(1)), Duration.ofSeconds(15)))
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void waitsLongerWhileThereIsTime() {
        assertThat(hedging.delay(SpeedSamples.firstTokens(20, Duration.ofSeconds(1)), Duration.ofSeconds(25)))
                .isEqualTo(Duration.ofSeconds(5));
    }
}
