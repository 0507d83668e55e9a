package io.minerstack.memory.playbook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueSimilarityTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Prefers short answers with code examples | prefers short answers with code example
                    Answer in plain language, please | Answer in plain language please.
                    Keep every answer under 200 words in total | keep every answer under 200 words in total!
                    """)
    void recognisesOtherSpellingsOfTheSameValue(String one, String other) {
        assertThat(ValueSimilarity.nearlyEqual(one, other)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Keep every answer under 200 words in total | Keep every answer under 300 words in total
                    Always show the code examples in answers | Never show the code examples in answers
                    Show the long code examples in answers | Do not show the long code examples in answers
                    The meeting takes 20 km of driving there | The meeting takes 20 mi of driving there
                    The project manager is called Anna in all | The project manager is called Anne in all
                    Call the resulting file "report one" then | Call the resulting file "report two" then
                    Prefers short answers | Works as a nurse
                    """)
    void keepsValuesApartThatDifferInNumberNegationUnitOrName(String one, String other) {
        assertThat(ValueSimilarity.nearlyEqual(one, other)).isFalse();
    }

    @Test
    void takesStepsLinearInTheLengthOfTheValue() {
        for (String part : new String[] {"1,", "1", "„", "\"", "A", "not ", "1.1 km", "11x "}) {
            long once = CountedText.steps(ComparableValue.DECISIVE, part.repeat(500) + "xxxx");
            long tenfold = CountedText.steps(ComparableValue.DECISIVE, part.repeat(5_000) + "xxxx");
            assertThat(tenfold).as(part).isLessThan(once * 12 + 10_000);
        }
    }
}
