package io.minerstack.agent.aggregate;

import static io.minerstack.agent.TestObjects.output;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.contract.PreviousOutput;
import io.minerstack.agent.vote.VoteCounter;
import io.minerstack.agent.vote.VoteResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConsensusFormatterTests {

    @Test
    void namesTheMajorityAndTheMinority() {
        assertThat(format("What is 17 * 23? Give the number.", "17 * 23 = 391", "The answer is 391.", "I get 381."))
                .isEqualTo("Consensus: 391 (2 of 3, outputs 1, 2). Minority views: 381 (1 of 3, output 3).");
    }

    @Test
    void namesAllAnswersOfATie() {
        assertThat(format("Which planet is largest?", "Jupiter", "Saturn"))
                .isEqualTo("No majority: the outputs are tied. Jupiter (1 of 2, output 1); Saturn (1 of 2, output 2).");
    }

    @Test
    void doesNotCallAPluralityAMajority() {
        assertThat(format("?", "A", "B", "(a)", "C", "Option D"))
                .startsWith("No majority. The most frequent answer is A");
    }

    @Test
    void repeatsTheOnlyAnswer() {
        assertThat(format("?", "", "I'm sorry, but I can't answer that.", "Paris", " no update "))
                .isEqualTo("Paris");
    }

    @Test
    void listsSharedAndDisputedStatements() {
        assertThat(format(
                        "Describe the bridge.",
                        "The bridge was opened to traffic in 1932. It carries trains and cars over the harbour.",
                        "The bridge was opened to traffic in 1932. Its arch is made of riveted steel plates.",
                        "The bridge was opened to traffic in 1936. It carries trains and cars over the harbour."))
                .startsWith("Consensus:")
                .contains("Where the outputs differ:", "1936");
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
            String expected = withoutOutputNumbers(texts);
            for (int i = 0; i < 40; i++) {
                Collections.shuffle(shuffled, random);
                assertThat(withoutOutputNumbers(shuffled)).isEqualTo(expected);
            }
        }
    }

    /** The positions of the outputs are removed, because they follow the order. */
    private static String withoutOutputNumbers(List<String> texts) {
        VoteResult result = count("?", texts.toArray(String[]::new));
        return ConsensusFormatter.format(result).replaceAll("outputs? [\\d, ]+", "") + result.method();
    }

    private static String format(String question, String... texts) {
        return ConsensusFormatter.format(count(question, texts));
    }

    private static VoteResult count(String question, String... texts) {
        List<PreviousOutput> outputs =
                Arrays.stream(texts).map(text -> output(text)).toList();
        return Objects.requireNonNull(VoteCounter.count(outputs, question));
    }
}
