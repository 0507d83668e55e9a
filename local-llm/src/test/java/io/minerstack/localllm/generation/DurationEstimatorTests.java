package io.minerstack.localllm.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationEstimatorTests {

    private final DurationEstimator estimator = new DurationEstimator();

    @Test
    void movesTheAverageOfAnswersByAnEighthOfTheDifference() {
        assertThat(estimator.answers(1)).isEqualTo(Duration.ofSeconds(2));

        estimator.learnAnswer(Duration.ofSeconds(10).toNanos());
        assertThat(estimator.answers(1)).isEqualTo(Duration.ofSeconds(3));
        estimator.learnAnswer(Duration.ofSeconds(11).toNanos());
        assertThat(estimator.answers(2)).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void learnsFromAnAnswerThatWasStoppedLate() {
        estimator.learnStoppedAnswer(Duration.ofSeconds(58).toNanos());

        assertThat(estimator.answers(1)).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void learnsNothingFromAnAnswerThatWasStoppedEarly() {
        estimator.learnStoppedAnswer(1);

        assertThat(estimator.answers(1)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void learnsTheTimePerCharacterOfAPrompt() {
        estimator.learnPrompt(10_000, Duration.ofSeconds(50).toNanos());

        // 1 ms + (5 ms - 1 ms) / 4
        assertThat(estimator.promptReading(1_000)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void learnsNothingFromAShortPrompt() {
        estimator.learnPrompt(
                DurationEstimator.MIN_CHARACTERS - 1, Duration.ofSeconds(50).toNanos());

        assertThat(estimator.promptReading(1_000)).isEqualTo(Duration.ofSeconds(1));
    }
}
