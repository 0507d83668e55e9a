package io.minerstack.agent.textcomponent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainCalculationTests {

    @ParameterizedTest
    @CsvSource({
        "What is 7 plus 7?,7 + 7 = 14",
        "What is 69 + 99?,69 + 99 = 168",
        "Calculate 322 - 97.,322 - 97 = 225",
        "what's 24*6,24 × 6 = 144",
        "12 x 12 = ?,12 × 12 = 144",
        "How much is 64 divided by 8?,64 ÷ 8 = 8",
        "2 + 3 * 4 - 10 / 4,2 + 3 × 4 - 10 ÷ 4 = 11.5",
        "5 minus -3,5 - -3 = 8",
        "0.1 + 0.2,0.1 + 0.2 = 0.3",
        "1 ÷ 3,1 ÷ 3 ≈ 0.3333333333",
        "-2 ÷ 3,-2 ÷ 3 ≈ -0.6666666667",
        "10 / 3 * 3,10 ÷ 3 × 3 = 10",
        "1 / 3 + 1 / 3 + 1 / 3,1 ÷ 3 + 1 ÷ 3 + 1 ÷ 3 = 1",
        "5 - 5,5 - 5 = 0",
        "1 ÷ 1024,1 ÷ 1024 = 0.0009765625",
        "100000000000000 ÷ 7,100000000000000 ÷ 7 ≈ 14285714285714",
        "0.1111111111 * 0.1111111111 * 0.1111111111 * 0.1111111111,"
                + "0.1111111111 × 0.1111111111 × 0.1111111111 × 0.1111111111 ≈ 0.0001524157902",
        "123456789012345 * 123456789012345 * 123456789012345,123456789012345 × 123456789012345 × 123456789012345"
                + " = 1881676372353626729966819028056573540963625",
        "999999999999999 * 999999999999999,999999999999999 × 999999999999999 = 999999999999998000000000000001"
    })
    void aCalculationIsAnsweredExactly(String request, String answer) {
        assertThat(PlainCalculation.answer(request)).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What is 7?",
                "What is 9/11?",
                "What is 2024-01-02?",
                "What is 24/7 support?",
                "What is 10 % of 50 plus 3?",
                "What is 20% + 5?",
                "What is 1,000 + 1?",
                "What is 3 plus 4 apples?",
                "What is 5 + ?",
                "What is 5 / 0?",
                "123456789012345 * 123456789012345 * 123456789012345 * 123456789012345",
                "1 ÷ 999999999999999 ÷ 999999999999999 ÷ 999999999999999 ÷ 999999999999999",
                "Write 5 + 5 as words.",
                "What is x + 3?",
                "1.2.3 + 4",
                ""
            })
    void anythingElseIsLeftToTheModel(String request) {
        assertThat(PlainCalculation.answer(request)).isNull();
    }

    @Test
    void aLongRequestIsNotRead() {
        assertThat(PlainCalculation.answer("1 + ".repeat(100) + "1")).isNull();
    }
}
