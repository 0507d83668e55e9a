package io.minerstack.agent.aggregate;

import static io.minerstack.agent.TestObjects.output;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.vote.VoteCounter;
import io.minerstack.agent.vote.VoteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingCheckTests {

    private static final List<String> NUMBERS = List.of("17 * 23 = 391", "The answer is 391.", "I get 381.");
    private static final List<String> PLANETS = List.of("Jupiter", "Saturn");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    The consensus is 391; one output says 381. | true
                    Two of 3 outputs give 391. | true
                    The outputs agree. | false
                    The answer is 381, although two say 391. | false
                    The result would be 391, not 381. | true
                    381 is a minority view; most say 391. | false
                    391, with 95 percent certainty. | false
                    391, see https://example.org/proof | false
                    391 in the end; so the final answer: 381 | false
                    """)
    void acceptsOnlyTextsThatStateTheCountedResult(String wording, boolean passes) {
        assertThat(passes(wording, NUMBERS)).isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    There is no majority: one output says Jupiter, one says Saturn. | true
                    The answer is Jupiter, although one says Saturn. | false
                    Jupiter is the largest planet. | false
                    """)
    void rejectsTextsThatDecideATie(String wording, boolean passes) {
        assertThat(passes(wording, PLANETS)).isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    A fine answer. | false
                    The outputs agree that the bridge was opened to traffic in 1932; one says 1936. | true
                    The bridge was opened to traffic in 1936. | false
                    """)
    void requiresTheConsensusOfFreeTexts(String wording, boolean passes) {
        String text =
                "The bridge was opened to traffic in %d. It was a day that nobody who stood there would ever forget,"
                        + " they say.";

        assertThat(passes(wording, List.of(text.formatted(1932), text.formatted(1932), text.formatted(1936))))
                .isEqualTo(passes);
    }

    @Test
    void acceptsLinksOfTheOutputs() {
        assertThat(WordingCheck.addsNothing(
                        "See https://example.org/a.", List.of("It is at (https://example.org/a), they say.")))
                .isTrue();
    }

    private static boolean passes(String wording, List<String> texts) {
        VoteResult result = Objects.requireNonNull(
                VoteCounter.count(texts.stream().map(text -> output(text)).toList(), "?"));
        List<String> sources = new ArrayList<>(texts);
        sources.add(ConsensusFormatter.format(result));
        return WordingCheck.passes(wording, result, sources);
    }
}
