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
        "What is 8/2?,8 ÷ 2 = 4",
        "Calculate 8/3,8 ÷ 3 ≈ 2.666666667",
        "Calculate 100/5/2,100 ÷ 5 ÷ 2 = 10",
        "How much is 9/11?,9 ÷ 11 ≈ 0.8181818182",
        "What is 10/2-3?,10 ÷ 2 - 3 = 2",
        "What is 8/2 + 1?,8 ÷ 2 + 1 = 5",
        "3-2,3 - 2 = 1",
        "What is 13-6?,13 - 6 = 7",
        "Solve: 13-26,13 - 26 = -13",
        "Add 5 and 7,5 + 7 = 12",
        "Please add 2.5 to 4.,2.5 + 4 = 6.5",
        "What is the sum of 5 and 7?,5 + 7 = 12",
        "Subtract 3 from 10.,10 - 3 = 7",
        "What is the total if you add 15 and 27?,15 + 27 = 42",
        "What do you get when you multiply 6 and 7?,6 × 7 = 42",
        "Multiply 4 by 5,4 × 5 = 20",
        "The product of 4 and 5?,4 × 5 = 20",
        "Divide 10 by 4,10 ÷ 4 = 2.5",
        "From 50 subtract 17.,50 - 17 = 33",
        "Take 17 away from 50,50 - 17 = 33",
        "What is 15 % of 80?,15 ÷ 100 × 80 = 12",
        "How much is 12.5 percent of 64?,12.5 ÷ 100 × 64 = 8",
        "What is half of 90?,90 ÷ 2 = 45",
        "Calculate a third of 10,10 ÷ 3 ≈ 3.333333333",
        "What is a quarter of 100,100 ÷ 4 = 25",
        "What is double 14?,2 × 14 = 28",
        "Twice 2.5?,2 × 2.5 = 5",
        "What is the square of 12?,12 × 12 = 144",
        "What is 12 squared?,12 × 12 = 144",
        "What is the difference between 17 and 50?,50 - 17 = 33",
        "Find the quotient of 81 and 9,81 ÷ 9 = 9",
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
        assertThat(PlainCalculation.answer("", request)).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What is 7?",
                "What is 9/11?",
                "What is 2024-01-02?",
                "What is 24/7 support?",
                "What is 24/7?",
                "What is 50/50?",
                "What is 80/20?",
                "What is 4/20?",
                "8/2",
                "What is 12/6/2024?",
                "Calculate 12/6/2024",
                "Calculate 2024-01-02",
                "What is 06/03?",
                "What is 9-1-1?",
                "What is 7-11?",
                "What is 2023-24?",
                "What is 2² + 1?",
                "Divide 5 by 0",
                "Add 5 and 7 apples",
                "Add 5% to 7%",
                "What is half of 90 apples?",
                "What is 15 % of 80 %?",
                "What is 15 % of 1,000?",
                "What is the difference between 5 and 7?5",
                "What is the difference between 4G and 5G?",
                "Divide 5 by half of 10",
                "double 7 or nothing",
                "Add 5 and 7 and explain it.",
                "Explain 5 + 7.",
                "Show the steps: 5 + 7",
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
        assertThat(PlainCalculation.answer("", request)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Answer in one sentence.|What is 15 % of 80?|The result of 15 ÷ 100 × 80 is 12.",
                "Use a single short sentence.|What is 1 ÷ 3?|The result of 1 ÷ 3 is about 0.3333333333.",
                "Solve the math problem.|69 + 99|69 + 99 = 168",
                "Give only the final number.|69 + 99|168",
                "Answer the question.|What is 69 + 99? Just the number, please.|168",
                "Answer the question.|Reply with nothing else but the result. What is 69 + 99?|168",
                "Be concise.|What is 69 + 99?|69 + 99 = 168",
                "Answer concisely.|What is 69 + 99?|69 + 99 = 168",
                "Answer in one word.|What is 69 + 99?|",
                "Answer in German.|What is 69 + 99?|",
                "Show your work in one sentence.|What is 69 + 99?|",
                "Explain it in one sentence.|What is 69 + 99?|",
                "Answer the questions.|What is 69 + 99? What is 5 + 5?|",
                "Answer the question.|What is 69 + 99? Write it in Roman numerals.|",
                "Answer the question.|1. 5 + 7|",
            })
    void theAnswerHasTheFormThatIsWishedOrIsLeftToTheModel(String task, String request, String answer) {
        assertThat(PlainCalculation.answer(task, request)).isEqualTo(answer);
    }

    @Test
    void aLongRequestIsNotRead() {
        assertThat(PlainCalculation.answer("", "1 + ".repeat(100) + "1")).isNull();
    }
}
