package io.minerstack.agent.vote;

import static io.minerstack.agent.TestObjects.output;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.contract.PreviousOutput;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers are one vote. */
class AnswerEquivalenceTests {

    private static final String UNKNOWN = "?";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ½ | 1/2
            ½ | 0.5
            1/2 | 0.5
            1½ | 1.5
            1 1/2 | 1.5
            2/6 | 1/3
            ⅓ | 1/3
            The answer is 3/4. | 75/100
            ¼ kg | 250 g
            $\\frac12$ | -1/2 + 1 = 0.5
            """)
    void countsAFractionForItsValue(String one, String other) {
        assertOneVote(UNKNOWN, one, other);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1e3 | 1000
            1E3 | 1,000
            1.0 × 10^3 | 1000
            1.0 × 10³ | 1e3
            1.0*10^3 | 1000
            $1.0 \\times 10^{3}$ | 1000
            6.02e-2 m | 6.02 cm
            10^6 | 1000000
            """)
    void countsAPowerOfTenForItsValue(String one, String other) {
        assertOneVote(UNKNOWN, one, other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10 000",
                "10\u2009000",
                "10\u00a0000",
                "10\u202f000",
                "10,000",
                "10'000",
                "It is 10 000.",
                "10 thousand",
                "1万",
                "１０,０００",
                "10,000.00"
            })
    void readsGroupsOfThreeDigitsWhateverStandsBetweenThem(String text) {
        assertOneVote(UNKNOWN, text, "10000");
    }

    @Test
    void readsPointsBetweenGroupsOnlyWhereThereAreTwo() {
        assertOneVote(UNKNOWN, "1.000.000", "1000000");
        assertOneVote(UNKNOWN, "1.000,50", "1000.5");
        assertTwoVotes(UNKNOWN, "1.000", "1000");
    }

    @Test
    void readsADecimalCommaWhereAnotherAnswerHasThePoint() {
        assertOneVote(UNKNOWN, "2,5", "2.5");
        assertOneVote(UNKNOWN, "0,5", "½");
        assertOneVote(UNKNOWN, "2,50", "Die Antwort ist 2,5.", "2.5");
        assertOneVote(UNKNOWN, "2,5 €", "2.50 €");
    }

    @Test
    void neverReadsACommaBeforeThreeDigitsOrInAListAsDecimal() {
        assertTwoVotes(UNKNOWN, "1,000", "1");
        assertTwoVotes(UNKNOWN, "1,234", "1.234");
        assertOneVote(UNKNOWN, "1,000", "1000");
        assertTwoVotes(UNKNOWN, "(2,5)", "2.5");
        assertTwoVotes(UNKNOWN, "2, 5", "2.5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Ja. | Die Antwort: ja
            はい | はい。
            答案是4。 | 4
            答えは4です。 | 4
            La réponse est 42. | 42
            La respuesta es: 42 | 42
            Ответ: 42 | 42
            정답은 4입니다. | 4
            Die Antwort lautet: Paris | Paris
            Het antwoord is nee | Nee.
            """)
    void ignoresTheWordsThatLeadToAnAnswer(String one, String other) {
        assertOneVote(UNKNOWN, one, other);
    }

    @Test
    void findsALedAnswerBehindAReasoningInAnotherLanguage() {
        assertOneVote(UNKNOWN, "Zuerst 17 mal 20, dann 17 mal 3.\nZusammen:\nDie Antwort ist 391.", "391");
        assertOneVote(UNKNOWN, "首先计算17乘以20，然后17乘以3。\n所以答案是391。", "391");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\boxed{42}",
                "$42$",
                "$$42$$",
                "**42**",
                "`42`",
                "\\(42\\)",
                "\\[\\boxed{42}\\]",
                "The answer is $\\boxed{\\text{42}}$.",
                "\\boxed{\\frac{84}{2}}"
            })
    void ignoresTheMarksOfMarkdownAndLatex(String text) {
        assertOneVote(UNKNOWN, text, "42");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            20 mi | 20 miles
            60 in | 5 ft
            60 in. | 60 inches
            5 ft 3 in | 63 inches
            3h30 | 210 minutes
            3 h 30 min | 210 minutes
            3:30 h | 210 minutes
            3h30min | 3.5 hours
            1 hour and 5 minutes | 65 min
            2 lb 8 oz | 40 oz
            5 per cent | 5%
            """)
    void convertsUnitsAndAddsTheirParts(String one, String other) {
        assertOneVote(UNKNOWN, one, other);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            minus 5 °C | -5 °C
            −5 °C | negative 5 °C
            5 °C below zero | -5 °C
            moins 5 | -5
            零下5 | -5
            2 dozen | 24
            3 million | 3,000,000
            2 Dutzend | 24
            5亿 | 500000000
            -$5 | $-5
            $5M | 5 million dollars
            $5k | $5,000
            1.000 € | €1,000
            5M | 5000000
            ٤٢ | 42
            3 Stunden 30 Minuten | 3.5 hours
            """)
    void readsTheWordsOfASignAndOfAMultiple(String one, String other) {
        assertOneVote(UNKNOWN, one, other);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            minus 5 °C | 5 °C
            5 °C below zero | 5 °C
            -5 | 5
            -$5 | $5
            答案是-5 | 5
            2 dozen | 2
            2 billion | 2
            3h30 | 3
            3 h 30 min | 3 h
            1e3 | 1
            10³ | 103
            1½ | 5.5
            10^3 | 10
            17*23 | 1723
            $5k | $5
            √25 | 25
            5π | 5
            COVID-19 | 19
            12 V | 12 W
            5 K | 5
            """)
    void doesNotCountAPartOfANumberForTheNumber(String one, String other) {
        assertTwoVotes(UNKNOWN, one, other);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2-1 | 2
            1-1 | 1
            10-12 | 10
            10-12 | 12
            5 | 5 %
            5 °C | 5 °F
            5 °C | 5 K
            1.5 | 1.05
            A | a lot
            1.2.3 | 1.2
            1.2.3 | 1.2.4
            192.168.100.200 | 192.168.100.201
            3:30 | 3:30 h
            3:30 | 210 min
            3:30 am | 3:30 pm
            at 3h30 | 210 min
            007 | 7
            0301234567 | 301234567
            030 123 456 | 30123456
            555-1234 | 5551234
            555 123 4567 | 5551234567
            2 - 1 | 2
            2 x 2 | 2
            5 in total | 5 in
            2^5 | 25
            1/2/2024 | 0.5
            2024年3月5日 | 2024
            No. 5 | no
            """)
    void doesNotMergeWhatIsDifferent(String one, String other) {
        assertTwoVotes(UNKNOWN, one, other);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            When does the shop open? | 1/2 | 0.5
            Wann ist der Termin? | 1/2 | 0.5
            What was the final score? | 2/4 | 1/2
            What time is it? | 3h30 | 210 min
            Which version has the fix? | 1.10 | 1.1
            哪个版本? | 1.10 | 1.1
            """)
    void readsDaysScoresTimesAndVersionsByTheQuestion(String question, String one, String other) {
        assertTwoVotes(question, one, other);
    }

    @Test
    void readsVersionsByTheOtherAnswers() {
        assertTwoVotes(UNKNOWN, "Version 1.10", "1.1");
        assertThat(count(UNKNOWN, "1.10", "1.1", "1.2.3").groups()).hasSize(3);
        assertOneVote(UNKNOWN, "$1.10", "$1.1");
    }

    @Test
    void doesNotCountASentenceForANumberWithAnotherUnit() {
        VoteResult result = count(
                "How long does the walk take?",
                "90 min",
                "95 min",
                "Of all the ways up there, the one along the lake is the best, people have walked it for 90 years.");

        assertThat(result.groups()).allMatch(group -> group.vote().count() == 1);
    }

    @Test
    void showsTheAnswerWithoutTheWordsThatLeadToIt() {
        assertThat(count(UNKNOWN, "Die Antwort: Ja", "ja.").winner().vote().answer())
                .isEqualTo("Ja");
    }

    /** The square of these lengths would take minutes. */
    @ParameterizedTest
    @ValueSource(
            strings = {"die antwort ", "\\boxed{", "$1 $", "1/2", "3h30", "1e", "1 000 ", "5 ft 3 in ", "答案是", "{\\"})
    @Timeout(60)
    void readsHostileAnswersInLinearSteps(String part) {
        assertThat(count(UNKNOWN, part.repeat(40_000), part.repeat(40_001), "42"))
                .isNotNull();
    }

    private static void assertOneVote(String question, String... texts) {
        assertThat(count(question, texts).groups().stream()
                        .map(group -> group.answer().key()))
                .as(String.join(" | ", texts))
                .hasSize(1);
    }

    private static void assertTwoVotes(String question, String one, String other) {
        for (List<String> order : List.of(List.of(one, other), List.of(other, one))) {
            assertThat(count(question, order.toArray(String[]::new)).groups().stream()
                            .map(group -> group.answer().key()))
                    .as(String.join(" | ", order))
                    .hasSize(2);
        }
    }

    private static VoteResult count(String question, String... texts) {
        List<PreviousOutput> outputs =
                Arrays.stream(texts).map(text -> output(text)).toList();
        return Objects.requireNonNull(VoteCounter.count(outputs, question));
    }
}
