package io.minerstack.gateway.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.componentcall.AnswerOutcome;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AnswerWindowTests {

    private final AnswerWindow window = new AnswerWindow();

    @Test
    void countsFewerCallsThanItHasPlaces() {
        window.add(AnswerOutcome.GOOD);
        window.add(AnswerOutcome.LATE);
        window.add(AnswerOutcome.GOOD);

        assertThat(window.count(AnswerOutcome.GOOD)).isEqualTo(2);
        assertThat(window.count(AnswerOutcome.LATE)).isOne();
        assertThat(sum()).isEqualTo(3);
    }

    @Test
    void forgetsAllButTheLast256Calls() {
        add(AnswerOutcome.FAILED, 200);
        add(AnswerOutcome.GOOD, 256);
        assertThat(window.count(AnswerOutcome.FAILED)).isZero();
        assertThat(window.count(AnswerOutcome.GOOD)).isEqualTo(256);

        add(AnswerOutcome.REFUSED, 56);
        assertThat(window.count(AnswerOutcome.GOOD)).isEqualTo(200);

        add(AnswerOutcome.MALFORMED, 10_000);
        add(AnswerOutcome.GOOD, 6);
        assertThat(window.count(AnswerOutcome.MALFORMED)).isEqualTo(250);
        assertThat(sum()).isEqualTo(256);
    }

    private void add(AnswerOutcome outcome, int times) {
        for (int i = 0; i < times; i++) {
            window.add(outcome);
        }
    }

    private int sum() {
        return Arrays.stream(AnswerOutcome.values()).mapToInt(window::count).sum();
    }
}
