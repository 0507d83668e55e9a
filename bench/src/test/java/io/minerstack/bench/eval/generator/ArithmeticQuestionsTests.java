package io.minerstack.bench.eval.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ArithmeticQuestionsTests {

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** What each kind of question asks for, by words of its text; computed from the numbers in the text only. */
    private static final Map<String, ToLongFunction<List<Long>>> RESULTS = Map.ofEntries(
            Map.entry("What is \\d+ (?:plus|\\+) \\d+\\?", n -> n.get(0) + n.get(1)),
            Map.entry("(?:What is|Calculate) \\d+ (?:minus|-) \\d+[?.]", n -> n.get(0) - n.get(1)),
            Map.entry("(?:What is|Calculate) \\d+ (?:times|\\*) \\d+[?.]", n -> n.get(0) * n.get(1)),
            Map.entry("What is \\d+ divided by \\d+\\?", n -> n.get(0) / n.get(1)),
            Map.entry(".* gets \\d+ more.*", n -> n.get(0) + n.get(1)),
            Map.entry(".* gave away \\d+.*", n -> n.get(0) - n.get(1)),
            Map.entry("There are \\d+ boxes.*", n -> n.get(0) * n.get(1)),
            Map.entry(".* share \\d+ .*", n -> n.get(1) / n.get(0)),
            Map.entry("A ticket costs .*", n -> n.get(2) - n.get(0) * n.get(1)),
            Map.entry("A train travels .*", n -> n.get(0) * n.get(1)),
            Map.entry(".* brother .*", n -> n.get(0) + n.get(1) + n.get(2)),
            Map.entry("A school has .*", n -> n.get(0) * n.get(1) / 100),
            Map.entry("A baker makes .*", n -> n.get(0) * n.get(1) - n.get(2)),
            Map.entry("A rectangle is .*", n -> n.get(0) * n.get(1)));

    @Test
    void theAnswersAreRight() {
        for (long seed = 1; seed <= 20; seed++) {
            for (ObjectNode question : new ArithmeticQuestions().generate(seed)) {
                String text = question.path("query").asString();
                List<Long> numbers = NUMBER.matcher(text)
                        .results()
                        .map(match -> Long.valueOf(match.group()))
                        .toList();
                List<ToLongFunction<List<Long>>> kinds = RESULTS.entrySet().stream()
                        .filter(kind -> text.matches(kind.getKey()))
                        .map(Map.Entry::getValue)
                        .toList();
                assertThat(kinds).as(text).hasSize(1);
                assertThat(question.at("/expect/value").longValue())
                        .as(text)
                        .isEqualTo(kinds.getFirst().applyAsLong(numbers))
                        .isNotNegative();
            }
        }
    }

    @Test
    void divisionsAndPercentagesHaveNoRest() {
        for (ObjectNode question : new ArithmeticQuestions().generate(3)) {
            String text = question.path("query").asString();
            List<Long> numbers = NUMBER.matcher(text)
                    .results()
                    .map(match -> Long.valueOf(match.group()))
                    .toList();
            if (text.contains("divided by")) {
                assertThat(numbers.get(0) % numbers.get(1)).as(text).isZero();
            }
            if (text.contains("percent")) {
                assertThat(numbers.get(0) * numbers.get(1) % 100).as(text).isZero();
            }
        }
    }
}
