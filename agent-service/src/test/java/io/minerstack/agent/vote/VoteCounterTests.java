package io.minerstack.agent.vote;

import static io.minerstack.agent.TestObjects.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.agent.contract.PreviousOutput;
import io.minerstack.agent.text.WorkBudget;
import io.minerstack.agent.vote.VoteResult.AnswerGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VoteCounterTests {

    @Test
    void countsTheMajorityOfEqualNumbers() {
        // the example of the public API
        VoteResult result =
                count("What is 17 * 23? Give the number.", "17 * 23 = 391", "The answer is 391.", "I get 381.");

        assertThat(result.method()).isEqualTo(VoteMethod.MAJORITY);
        assertThat(votes(result)).containsExactly(new Vote("391", 2, List.of(1, 2)), new Vote("381", 1, List.of(3)));
    }

    @Test
    void reportsATie() {
        VoteResult result = count("Which planet is largest?", "Jupiter", "Saturn");

        assertThat(result.method()).isEqualTo(VoteMethod.TIE);
    }

    @Test
    void reportsAPluralityIfNoAnswerHasMoreThanHalf() {
        VoteResult result = count("?", "A", "B", "(a)", "C", "Option D");

        assertThat(result.method()).isEqualTo(VoteMethod.PLURALITY);
        assertThat(votes(result).getFirst()).isEqualTo(new Vote("A", 2, List.of(1, 3)));
    }

    static Stream<Arguments> equalAnswers() {
        return Stream.of(
                Arguments.of("Yes.", "true"),
                Arguments.of("The Nile", "nile"),
                Arguments.of("1,000", "1000.0"),
                Arguments.of("March 5, 2024", "2024-03-05"),
                Arguments.of("(b)", "B."),
                Arguments.of("４２", "42"),
                Arguments.of("5 dollars", "$5"));
    }

    @ParameterizedTest
    @MethodSource("equalAnswers")
    void countsDifferentSpellingsAsOneAnswer(String one, String other) {
        assertThat(count("?", one, other).method()).isEqualTo(VoteMethod.UNANIMOUS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1.5 hours | 90 minutes
                    It weighs 2.5 kg. | 2500 g
                    half a litre | 500 ml
                    half an hour | 30 min
                    3,5 km | 3.5 km
                    5 ft | 60 inches
                    2 weeks | 14 days
                    72 km/h | 20 m/s
                    72 kilometres per hour | 72 km/h
                    20 m² | 20 square meters
                    1.5 GB | 1500 MB
                    at least 90 min | at least 1.5 hours
                    """)
    void countsEqualQuantitiesAsOneAnswer(String one, String other) {
        assertThat(count("?", one, other).method()).isEqualTo(VoteMethod.UNANIMOUS);
    }

    @ParameterizedTest
    @CsvSource({"20 m²,20 m", "5 ft,5 inches", "1 l,1 kg", "1.5 GB,1.5 MB", "20 m/s,20 m", "5,5 kg", "1 month,30 days"})
    void doesNotMergeOtherQuantities(String one, String other) {
        assertThat(count("?", one, other).method()).isEqualTo(VoteMethod.TIE);
    }

    @ParameterizedTest
    @CsvSource({"5 km,5 miles", "3.1,3.14", "-7,7", "Yes,No", "A,1"})
    void doesNotMergeDifferentAnswers(String one, String other) {
        assertThat(count("?", one, other).method()).isEqualTo(VoteMethod.TIE);
    }

    @Test
    void countsASentenceForTheQuantityThatItMentionsInAnotherUnit() {
        VoteResult result = count(
                "How long does the walk take?",
                "1.5 hours",
                "90 min",
                "Of all the ways up there, the one along the lake is the best, it takes 90 minutes.");

        assertThat(result.method()).isEqualTo(VoteMethod.UNANIMOUS);
    }

    @Test
    void countsASentenceForTheAnswerThatItMentions() {
        VoteResult result = count(
                "Which planet is largest?",
                "Jupiter",
                "Among all the planets that circle our sun, the one with the largest mass and volume is Jupiter.",
                "Saturn",
                "It is certainly not Jupiter, whatever people say about it, I would rather look at the ringed one.");

        assertThat(result.winner().vote()).isEqualTo(new Vote("Jupiter", 2, List.of(1, 2)));
    }

    @Test
    void countsASentenceForTheOnlyNumberThatTheQuestionDoesNotHave() {
        VoteResult result = count(
                "How many legs do 6 spiders have?",
                "48",
                "If you have 6 spiders, together they walk on 48 legs.",
                "The answer is 46");

        assertThat(result.winner().vote()).isEqualTo(new Vote("48", 2, List.of(1, 2)));
    }

    @Test
    void ignoresEmptyOutputsAndRefusals() {
        List<PreviousOutput> outputs = List.of(
                output(""), output("I'm sorry, but I can't answer that."), output("Paris"), output(" no update "));
        VoteResult result = Objects.requireNonNull(VoteCounter.count(outputs, "?"));

        assertThat(result.method()).isEqualTo(VoteMethod.SINGLE);
        assertThat(result.outputCount()).isEqualTo(4);
        assertThat(result.candidates()).hasSize(1);
        assertThat(VoteCounter.count(List.of(output(" ")), "?")).isNull();
    }

    @Test
    void findsSharedAndDisputedStatementsOfFreeTexts() {
        VoteResult result = count(
                "Describe the bridge.",
                "The bridge was opened to traffic in 1932. It carries trains and cars over the harbour.",
                "The bridge was opened to traffic in 1932. Its arch is made of riveted steel plates.",
                "The bridge was opened to traffic in 1936. It carries trains and cars over the harbour.");

        assertThat(result.discrete()).isFalse();
        assertThat(result.statements().consensus())
                .extracting(Vote::answer)
                .containsExactly(
                        "It carries trains and cars over the harbour.", "The bridge was opened to traffic in 1932.");
        assertThat(result.statements().disputes())
                .containsExactly(List.of(
                        new Vote("The bridge was opened to traffic in 1932.", 2, List.of(1, 2)),
                        new Vote("The bridge was opened to traffic in 1936.", 1, List.of(3))));
    }

    @Test
    void countsLongRepetitiveTexts() {
        List<PreviousOutput> outputs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            outputs.add(output(("Sentence number " + i + " is = = the answer is the answer: 1. ").repeat(700)));
        }

        assertThat(VoteCounter.count(outputs, "?")).isNotNull();
    }

    @Test
    void keepsASingleOutputWholeAndMarksLongTextsThatAreCompared() {
        String text = "The sea is wide. ".repeat(2_600) + "The answer is 48.";

        assertThat(count("?", text).winner().text()).isEqualTo(text);
        VoteResult result = count("?", text, text.replace("sea", "lake"));
        assertThat(result.winner().vote()).isEqualTo(new Vote("48", 2, List.of(1, 2)));
        assertThat(result.candidates()).allMatch(candidate -> candidate.text().contains("[... cut to fit ...]"));
    }

    @Test
    void countsNumbersWithoutEnd() {
        List<PreviousOutput> outputs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            outputs.add(output("111,".repeat(12_500), i + ",222".repeat(25_000) + ","));
        }
        WorkBudget budget = new WorkBudget(WorkBudget.DEFAULT_UNITS);

        assertThat(VoteCounter.count(outputs, "?", budget)).isNotNull();
        assertThat(budget.spent()).isLessThan(WorkBudget.DEFAULT_UNITS);
    }

    @Test
    void stopsWhereNobodyWaits() {
        WorkBudget budget = new WorkBudget(WorkBudget.DEFAULT_UNITS);
        budget.cancel();

        assertThatThrownBy(() -> VoteCounter.count(List.of(output("48"), output("48")), "?", budget))
                .isInstanceOf(CancellationException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The answer is 48. | It is not 48. | The answer isn't 48.
            The answer is 48. | less than 48 | at least 48
            48 | 48 is wrong | It cannot be 48 at all.
            48 | I don't think the answer is 48. | It is not true that the result is 48.
            48 | x != 48 | x >= 48
            48 | 48 is not correct. | more than 48
            48 | 48 or more | up to 48
            48 | Es ist nicht 48. | höchstens 48
            48 | Ce n'est pas 48. | moins de 48
            48 | No es 48. | más de 48
            48 | 不是48 | 至少48
            48 | Это не 48. | больше 48
            48 | über 48 | No, it can't be 48, I am sure.
            48 | not 48 but 50 | It's 50, not 48.
            2024-03-05 | It was not March 5, 2024. | before March 5, 2024
            Paris | It isn't Paris. | certainly not Paris, whatever people on the internet may say about that town
            """)
    void countsNobodyForAnAnswerThatTheyDeny(String answer, String one, String other) {
        VoteResult result = count("?", answer, one, other);

        assertThat(result.method()).isNotEqualTo(VoteMethod.UNANIMOUS);
        assertThat(result.groups().stream()
                        .filter(group ->
                                group.answer().displayText().equals(answer.replaceAll("The answer is |\\.", "")))
                        .map(group -> group.vote().count()))
                .containsExactly(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            48 | There is no doubt that the answer is 48. | Not sure, but the answer is 48.
            48 | It is exactly 48. | about 48
            48 | The answer is 48, not 50. | 48
            not 48 | It is not 48. | The answer isn't 48.
            """)
    void countsTheSameAnswerInOtherWords(String answer, String one, String other) {
        assertThat(count("?", answer, one, other).winner().vote()).isEqualTo(new Vote(answer, 3, List.of(1, 2, 3)));
    }

    private static VoteResult count(String question, String... texts) {
        List<PreviousOutput> outputs =
                Arrays.stream(texts).map(text -> output(text)).toList();
        return Objects.requireNonNull(VoteCounter.count(outputs, question));
    }

    private static List<Vote> votes(VoteResult result) {
        return result.groups().stream().map(AnswerGroup::vote).toList();
    }
}
