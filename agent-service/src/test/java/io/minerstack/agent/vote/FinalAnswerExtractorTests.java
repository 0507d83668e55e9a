package io.minerstack.agent.vote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
