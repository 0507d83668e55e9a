package io.minerstack.llmproxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RestTests {

    private Instant now = Instant.EPOCH;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final Rest rest = new Rest(clock);

    @Test
    void endsAfterAFewSeconds() {
        assertThat(rest.count()).isZero();

        rest.begin();
        assertThat(rest.count()).isEqualTo(1);
        pass(5);
        assertThat(rest.count()).isZero();
    }

    @Test
    void doublesWhereTheLimitOutlastsItUntilHalfAMinute() {
        int[] seconds = {5, 10, 20, 30, 30};
        for (int number = 1; number <= seconds.length; number++) {
            rest.begin();
            pass(seconds[number - 1] - 1);
            assertThat(rest.count()).isEqualTo(number);
            pass(1);
            assertThat(rest.count()).isZero();
        }
    }

    @Test
    void countsRefusalsOfRequestsThatWereSentTogetherOnce() {
        rest.begin();
        pass(4);
        rest.begin();
        pass(4);

        assertThat(rest.count()).isEqualTo(1);
    }

    @Test
    void endsWithAToken() {
        rest.begin();
        rest.answered(now);
        assertThat(rest.count()).isZero();

        rest.begin();
        assertThat(rest.count()).isEqualTo(1);
    }

    @Test
    void goesOnWhereAnAnswerWasUnderWayBeforeTheRefusal() {
        Instant sent = now;
        pass(1);
        rest.begin();
        rest.answered(sent);

        assertThat(rest.count()).isEqualTo(1);
    }

    private void pass(int seconds) {
        now = now.plus(Duration.ofSeconds(seconds));
    }
}
