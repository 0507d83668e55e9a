package io.minerstack.llmproxy.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpstreamTimeoutsTests {

    private static final UpstreamTimeouts CONFIGURED =
            new UpstreamTimeouts(seconds(2), seconds(6), seconds(8), seconds(5));

    @ParameterizedTest(name = "{0} s, another provider: {1}")
    @CsvSource({
        "20, true, 6, 8, 5",
        "7, true, 6, 7, 5",
        "3, true, 3, 3, 5",
        "20, false, 20, 20, 20",
        "3, false, 3, 3, 3"
    })
    void endsAnAttemptEarlyOnlyWhereAnotherProviderCouldAnswer(
            int time, boolean alternative, int headers, int firstToken, int interToken) {
        UpstreamTimeouts attempt = CONFIGURED.with(new FirstTokenTimeout(seconds(time), alternative));

        assertThat(attempt)
                .isEqualTo(
                        new UpstreamTimeouts(seconds(2), seconds(headers), seconds(firstToken), seconds(interToken)));
    }

    @Test
    void takesMissingValuesFromTheNextLevel() {
        TimeoutProperties provider = new TimeoutProperties(null, seconds(30), null, null);
        TimeoutProperties general = new TimeoutProperties(null, seconds(20), seconds(20), null);

        assertThat(provider.orElse(general).orElse(CONFIGURED))
                .isEqualTo(new UpstreamTimeouts(seconds(2), seconds(30), seconds(20), seconds(5)));
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
