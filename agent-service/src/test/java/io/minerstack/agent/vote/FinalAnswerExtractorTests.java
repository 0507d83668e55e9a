package io.minerstack.agent.vote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FinalAnswerExtractorTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    17 * 23 = 391 | 391
                    The answer is **391**. | 391
                    Final answer: $\\boxed{391}$ | 391
                    First 17*20=340, then 17*3=51, so 340+51=391 | 391
                    I get 1,000.50 | 1000.5
                    It is 42 km. | 42 km
                    42 kilometers | 42 km
                    $5 | $5
                    50 percent | 50%
                    Yes, because it rains. | yes
                    True | yes
                    (b) | B
                    B) Paris | B
                    The correct answer is C. | C
                    March 5, 2024 | 2024-03-05
                    5th of March 2024 | 2024-03-05
                    2024-03-05 | 2024-03-05
                    The Nile | The Nile
                    The answer is the Nile, because it is longest. | the Nile
                    -7 | -7
                    """)
    void findsTheFinalAnswer(String text, String displayText) {
        assertThat(FinalAnswerExtractor.extract(text))
                .extracting(DiscreteAnswer::displayText)
                .isEqualTo(displayText);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Don't overthink it: the answer is 42. | 42
            It's not hard: 42 | 42
            Not a trick question: the answer is 42. | 42
            It isn't difficult - it is 42. | 42
            It is (not that it matters) 42. | 42
            Not a riddle — 42 | 42
            The answer isn't 48 - it's 50. | 50
            It is not 48 (as some say), it is 50. | 50
            The answer is 42: I cannot find another one. | 42
            The answer is 42 - there is no doubt. | 42
            I have no doubt that it is 42. | 42
            The answer is 42? No doubt. | 42
            I want the answer 42. | 42
            It is not 42. | not 42
            It is not (as some say) 42. | not 42
            I don't think the answer is 42. | not 42
            42 is not correct. | not 42
            42 isn't the answer. | not 42
            It is not 2024-03-05. | not 2024-03-05
            It's not hard: 2024-03-05 | 2024-03-05
            # antirez/ds4#321
            Answer: It is not 48, the answer is 50 | 50
            Answer: rules out 48, leaving 50 | 50
            # SeraphimSerapis/tool-eval-bench#105
            No rain today, it is 8. | 8
            It's not hard: at least 42 km | at least 42 km
            """)
    void readsANegationThatGovernsTheValue(String text, String displayText) {
        findsTheFinalAnswer(text, displayText);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The answer is unlikely to be 42",
                "I doubt it is 42",
                "42? No way.",
                "42? Hardly!",
                "42? Nein, sicher nicht.",
                "42 can be ruled out",
                "It's hardly 42",
                "It is far from 42",
                "42 seems implausible",
                "42 is unlikely.",
                "42 (wrong)",
                "42 - that is incorrect",
                "The incorrect answer is 42.",
                "Not the answer: 42",
                "It is not, as some say, 42",
                "It is not wrong to say 42",
                "42 is not wrong",
                "42 can't be wrong",
                "It's not necessarily 42",
                "It's not just 42",
                "There is no way it is 42",
                "The answer is hardly 2024-03-05",
                "I'm not sure the answer is 42",
                // SeraphimSerapis/tool-eval-bench#105
                "I will not assume 42"
            })
    void findsNoAnswerWhereADenialIsNotPlain(String text) {
        assertThat(FinalAnswerExtractor.extract(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"It is anything but 42", "42 seems wrong", "42 is wrong"})
    void doesNotCountADeniedAnswer(String text) {
        assertThat(FinalAnswerExtractor.extract(text))
                .satisfiesAnyOf(answer -> assertThat(answer).isNull(), answer -> assertThat(answer)
                        .extracting(DiscreteAnswer::displayText)
                        .isEqualTo("not 42"));
    }

    @Test
    void readsWhatStandsAroundTheLastTwoHundredAnnouncedAnswersOnly() {
        String denied = "it is not = 6\n";

        assertThat(FinalAnswerExtractor.extract("x = 5\n" + denied.repeat(199)))
                .extracting(DiscreteAnswer::displayText)
                .isEqualTo("5");
        assertThat(FinalAnswerExtractor.extract("x = 5\n" + denied.repeat(200))).isNull();
    }

    /**
     * At a word boundary, java.util.regex goes back over all combining marks before it (Pattern.Bound). With one step
     * per pair of marks these texts take minutes. Runs of marks in people's texts: UAX #15, stream-safe text format.
     */
    @ParameterizedTest
    @ValueSource(strings = {"\u0301", "\u20dd", "\u0301\u0489", "\ud834\udd65"})
    @Timeout(60)
    void readsRunsOfCombiningMarksInLinearSteps(String marks) {
        String text = "e" + marks.repeat(20_000);

        for (int i = 0; i < 50; i++) {
            assertThat(FinalAnswerExtractor.announced(text)).isNull();
        }
    }
}
