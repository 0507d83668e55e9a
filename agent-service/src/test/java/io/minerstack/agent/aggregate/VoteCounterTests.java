package io.minerstack.agent.aggregate;

import static io.minerstack.agent.TestObjects.output;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.aggregate.Agreement.Method;
import io.minerstack.agent.contract.PreviousOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VoteCounterTests {

    @Test
    void countsTheContractsExample() {
        VoteResult tally =
                count("What is 17 * 23? Give the number.", "17 * 23 = 391", "The answer is 391.", "I get 381.");

        assertThat(tally.method()).isEqualTo(Method.MAJORITY);
        assertThat(tally.agreement("code").votes())
                .containsExactly(new Vote("391", 2, List.of(1, 2)), new Vote("381", 1, List.of(3)));
        assertThat(ConsensusFormatter.of(tally))
                .isEqualTo("Consensus: 391 (2 of 3, outputs 1, 2). Minority views: 381 (1 of 3, output 3).");
    }

    @Test
    void callsATieATie() {
        VoteResult tally = count("Which planet is largest?", "Jupiter", "Saturn");

        assertThat(tally.method()).isEqualTo(Method.TIE);
        assertThat(ConsensusFormatter.of(tally))
                .isEqualTo("No majority: the outputs are tied. Jupiter (1 of 2, output 1); Saturn (1 of 2, output 2).");
    }

    @Test
    void tellsPluralityFromMajority() {
        VoteResult tally = count("?", "A", "B", "(a)", "C", "Option D");

        assertThat(tally.method()).isEqualTo(Method.PLURALITY);
        assertThat(tally.agreement("code").votes().getFirst()).isEqualTo(new Vote("A", 2, List.of(1, 3)));
        assertThat(tally.agreement("code").margin()).isEqualTo(0.2);
        assertThat(ConsensusFormatter.of(tally)).startsWith("No majority. The most frequent answer is A");
    }

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
    void findsTheFinalAnswer(String text, String shown) {
        assertThat(FinalAnswerExtractor.of(text))
                .extracting(DiscreteAnswer::shown)
                .isEqualTo(shown);
    }

    static Stream<Arguments> same() {
        return Stream.of(
                Arguments.of("Yes.", "true"),
                Arguments.of("The Nile", "nile"),
                Arguments.of("1,000", "1000.0"),
                Arguments.of("March 5, 2024", "2024-03-05"),
                Arguments.of("(b)", "B."),
                Arguments.of("\uFF14\uFF12", "42"),
                Arguments.of("5 dollars", "$5"));
    }

    @ParameterizedTest
    @MethodSource("same")
    void countsOneAnswerInTwoForms(String one, String other) {
        assertThat(count("?", one, other).method()).isEqualTo(Method.UNANIMOUS);
    }

    @ParameterizedTest
    @CsvSource({"5 km,5 miles", "3.1,3.14", "-7,7", "Yes,No", "A,1"})
    void keepsDifferentAnswersApart(String one, String other) {
        assertThat(count("?", one, other).method()).isEqualTo(Method.TIE);
    }

    @Test
    void letsASentenceVoteForTheAnswerThatItNames() {
        VoteResult tally = count(
                "Which planet is largest?",
                "Jupiter",
                "Among all the planets that circle our sun, the one with the largest mass and volume is Jupiter.",
                "Saturn",
                "It is certainly not Jupiter, whatever people say about it, I would rather look at the ringed one.");

        assertThat(tally.sides().getFirst().vote()).isEqualTo(new Vote("Jupiter", 2, List.of(1, 2)));
    }

    @Test
    void letsASentenceWithOneNewNumberVoteForIt() {
        VoteResult tally = count(
                "How many legs do 6 spiders have?",
                "48",
                "If you have 6 spiders, together they walk on 48 legs.",
                "The answer is 46");

        assertThat(tally.sides().getFirst().vote()).isEqualTo(new Vote("48", 2, List.of(1, 2)));
    }

    @Test
    void leavesEmptyOutputsAndRefusalsOut() {
        List<PreviousOutput> outputs = List.of(
                output(""), output("I'm sorry, but I can't answer that."), output("Paris"), output(" no update "));
        VoteResult tally = Objects.requireNonNull(VoteCounter.of(outputs, "?"));

        assertThat(tally.method()).isEqualTo(Method.SINGLE);
        assertThat(tally.agreement("code"))
                .extracting(Agreement::n, Agreement::valid)
                .containsExactly(4, 1);
        assertThat(ConsensusFormatter.of(tally)).isEqualTo("Paris");
        assertThat(VoteCounter.of(List.of(output(" ")), "?")).isNull();
    }

    @Test
    void findsWhatFreeTextsShareAndWhereTheyDiffer() {
        VoteResult tally = count(
                "Describe the bridge.",
                "The bridge was opened to traffic in 1932. It carries trains and cars over the harbour.",
                "The bridge was opened to traffic in 1932. Its arch is made of riveted steel plates.",
                "The bridge was opened to traffic in 1936. It carries trains and cars over the harbour.");

        assertThat(tally.discrete()).isFalse();
        assertThat(tally.statements().consensus())
                .extracting(Vote::answer)
                .containsExactly(
                        "It carries trains and cars over the harbour.", "The bridge was opened to traffic in 1932.");
        assertThat(tally.statements().disputes())
                .containsExactly(List.of(
                        new Vote("The bridge was opened to traffic in 1932.", 2, List.of(1, 2)),
                        new Vote("The bridge was opened to traffic in 1936.", 1, List.of(3))));
        assertThat(ConsensusFormatter.of(tally)).startsWith("Consensus:").contains("Where the outputs differ:", "1936");
    }

    @Test
    void neverMergesAStatementWithItsDenial() {
        TextSimilarity one = TextSimilarity.of("The drug is safe for small children to take daily.");
        TextSimilarity other = TextSimilarity.of("The drug is not safe for small children to take daily.");

        assertThat(one.saysTheSameAs(other)).isFalse();
        assertThat(one.contradicts(other)).isTrue();
    }

    @Test
    void doesNotDependOnTheOrderOfTheOutputs() {
        List<List<String>> cases = List.of(
                List.of("17 * 23 = 391", "The answer is 391.", "I get 381.", "391", "Maybe 390"),
                List.of("Jupiter", "Saturn", "The largest planet in the solar system by far is Jupiter", "Mars"),
                List.of("yes", "no", "True", "false"),
                List.of(
                        "The bridge was opened to traffic in 1932. It carries trains and cars over the harbour.",
                        "It carries trains and cars over the harbour. The bridge was opened to traffic in 1936.",
                        "Boats pass under the bridge. The bridge was opened to traffic in 1932.",
                        "Something else entirely is said here, with nothing shared at all."));
        Random random = new Random(7);
        for (List<String> texts : cases) {
            List<String> shuffled = new ArrayList<>(texts);
            String expected = neutral(texts);
            for (int i = 0; i < 40; i++) {
                Collections.shuffle(shuffled, random);
                assertThat(neutral(shuffled)).isEqualTo(expected);
            }
        }
    }

    @Test
    void countsHostileTextsInTime() {
        List<PreviousOutput> outputs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            outputs.add(output(("Sentence number " + i + " is = = the answer is the answer: 1. ").repeat(700)));
        }

        assertThat(VoteCounter.of(outputs, "?")).isNotNull();
    }

    /** The outcome without output numbers, which of course follow the order. */
    private static String neutral(List<String> texts) {
        VoteResult tally = count("?", texts.toArray(String[]::new));
        return ConsensusFormatter.of(tally).replaceAll("outputs? [\\d, ]+", "") + tally.method();
    }

    private static VoteResult count(String question, String... texts) {
        List<PreviousOutput> outputs =
                Arrays.stream(texts).map(text -> output(text)).toList();
        return Objects.requireNonNull(VoteCounter.of(outputs, question));
    }
}
