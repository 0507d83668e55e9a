package io.minerstack.bench.eval.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgementReaderTests {

    private static final String EIGHTS = scores("8");
    private static final String SIXES = scores("6");

    private static String scores(String score) {
        return Arrays.stream(Criterion.values())
                .map(criterion -> "\"" + criterion.label() + "\": " + score)
                .collect(Collectors.joining(", ", "{", "}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "Here are my scores:\n```json\n%s\n```\nI hope that helps.",
                "<think>Answer A is {better} and {\"A\": 3}.</think>\n%s",
                "{\"A\": {\"right\": 0}}\n%s",
            })
    void readsTheScoresWhateverStandsAroundThem(String around) {
        List<Judgement> judgements =
                JudgementReader.read(around.formatted("{\"A\": " + EIGHTS + ", \"B\": " + SIXES + "}"), 2);

        assertThat(judgements).isNotNull();
        assertThat(judgements.getFirst().total()).isCloseTo(0.8, within(1e-9));
        assertThat(judgements.getLast().of(Criterion.SAFE)).isEqualTo(6);
    }

    @Test
    void readsScoresInOtherForms() {
        assertThat(total("{'A': " + scores("'8/10'") + ",}")).isCloseTo(0.8, within(1e-9));
        assertThat(total("{A: " + scores("\"8\"").toUpperCase(Locale.ROOT) + "}"))
                .isCloseTo(0.8, within(1e-9));
        assertThat(total("{\"B\": " + SIXES + ", \"a\": " + EIGHTS + "}")).isCloseTo(0.8, within(1e-9));
    }

    private static double total(String reply) {
        List<Judgement> judgements = JudgementReader.read(reply, 1);
        assertThat(judgements).isNotNull();
        return judgements.getFirst().total();
    }

    @Test
    void weighsRightAnswersSevenTenths() {
        assertThat(total("{\"A\": " + scores("0").replace("\"right\": 0", "\"right\": 10") + "}"))
                .isCloseTo(0.7, within(1e-9));
    }

    @Test
    void guessesNoScore() {
        assertThat(JudgementReader.read("Answer A is better.", 1)).isNull();
        assertThat(JudgementReader.read("{\"A\": " + EIGHTS + "}", 2)).isNull();
        assertThat(JudgementReader.read("{\"A\": " + scores("11") + "}", 1)).isNull();
        assertThat(JudgementReader.read("{\"A\": " + scores("-1") + "}", 1)).isNull();
        assertThat(JudgementReader.read("{\"A\": " + scores("true") + "}", 1)).isNull();
        assertThat(JudgementReader.read("{\"A\": " + EIGHTS.replace("\"safe\"", "\"sage\"") + "}", 1))
                .isNull();
        assertThat(JudgementReader.read("{\"A\": " + EIGHTS.substring(0, EIGHTS.length() - 5), 1))
                .isNull();
    }

    @Test
    void endsWithHostileReplies() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            assertThat(JudgementReader.read("{\"A\":".repeat(500_000), 1)).isNull();
            assertThat(JudgementReader.read("{" + " ".repeat(1_000_000), 1)).isNull();
        });
    }
}
