package io.minerstack.bench.eval.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Refine, summary and aggregate: what is expected follows from the previous outputs of the question. */
class DocumentQuestionsTests {

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static List<String> responses(JsonNode question) {
        return question.path("previous")
                .valueStream()
                .map(output -> output.path("response").asString())
                .toList();
    }

    @Test
    void aTextToRefineHasTheMistakeAndNotTheCorrection() {
        for (JsonNode question : new RefineQuestions().generate(4)) {
            JsonNode expected = question.at("/expect/is");
            String text = question.at("/previous/0/response").asString() + " "
                    + question.at("/previous/0/notebook").asString();
            assertThat(text).contains(expected.at("/lacks/0").asString());
            assertThat(text).doesNotContain(" " + expected.at("/contains/0").asString());
            assertThat(question.path("bare").asString())
                    .contains(expected.at("/lacks/0").asString());
        }
    }

    @Test
    void theFactsOfASummaryStandInItsReports() {
        for (JsonNode question : new SummaryQuestions().generate(4)) {
            String reports = String.join(" ", responses(question));
            assertThat(texts(question.at("/expect/0/contains"))).hasSize(4).allMatch(reports::contains);
            assertThat(question.path("bare").asString()).contains(responses(question));
        }
    }

    /** Counts the outputs that state an answer, without the generator's own lists. */
    @Test
    void theWinnersOfAVoteHaveTheMostOutputs() {
        for (long seed = 1; seed <= 20; seed++) {
            for (JsonNode question : new AggregateQuestions().generate(seed)) {
                Map<String, Long> counts = responses(question).stream()
                        .filter(vote ->
                                vote.matches("(?:The answer is |It is |I think it is )?(?!not )[\\w ]{1,8}\\.?"))
                        .map(vote -> vote.replaceAll("^(?:The answer is |It is |I think it is )|\\.$", ""))
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
                long most = counts.values().stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElseThrow();
                List<String> winners = counts.entrySet().stream()
                        .filter(entry -> entry.getValue() == most)
                        .map(Map.Entry::getKey)
                        .toList();
                assertThat(texts(question.at("/expect/winners")))
                        .as(question.toString())
                        .containsExactlyInAnyOrderElementsOf(winners);
            }
        }
    }
}
