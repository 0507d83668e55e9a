package io.minerstack.bench.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.eval.expectation.AnswerContent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalRunTests {

    private static Question question(String id, boolean forBare) {
        return new Question(
                "test",
                id,
                "complete",
                "",
                "say " + id,
                forBare ? "say " + id : null,
                List.of(),
                List.of(),
                answer -> answer.response().equals(id));
    }

    private static final List<Question> QUESTIONS =
            List.of(question("a", true), question("b", true), question("c", false));

    /** Answers every question with a text. */
    private record Fixed(String name, String text, boolean bare) implements Contestant {

        @Override
        public boolean canAnswer(Question question) {
            return !bare || question.bare() != null;
        }

        @Override
        public Reply ask(Question question, int seed) {
            return text.isEmpty()
                    ? Reply.failed(Duration.ofSeconds(2), "HTTP 503")
                    : new Reply(AnswerContent.of(text), 10, Duration.ofSeconds(1), "");
        }
    }

    @Test
    void everyContestantGetsEveryQuestionThatItCanAnswerInEachRepeat() throws InterruptedException {
        List<Result> observed = new ArrayList<>();
        List<Result> results = new EvalRun(List.of(new Fixed("bare", "a", true), new Fixed("stack", "b", false)), 3, 1)
                .ask(QUESTIONS, observed::add);
        assertThat(results).isEqualTo(observed);
        assertThat(results)
                .filteredOn(result -> result.contestant().equals("bare"))
                .hasSize(6);
        assertThat(results)
                .filteredOn(result -> result.contestant().equals("stack"))
                .hasSize(9);
        assertThat(results)
                .filteredOn(Result::right)
                .extracting(result -> result.contestant() + result.question().id())
                .containsOnly("barea", "stackb");
    }

    @Test
    void theSameSeedGivesTheSameOrderAndAnotherSeedAnother() throws InterruptedException {
        List<Contestant> one = List.of(new Fixed("stack", "a", false));
        List<String> first = order(one, 1);
        assertThat(order(one, 1)).isEqualTo(first);
        List<List<String>> others = new ArrayList<>();
        for (int seed = 2; seed < 12; seed++) {
            others.add(order(one, seed));
        }
        assertThat(others).anySatisfy(other -> assertThat(other).isNotEqualTo(first));
    }

    private static List<String> order(List<Contestant> contestants, long seed) throws InterruptedException {
        return new EvalRun(contestants, 1, seed)
                .ask(QUESTIONS, result -> {}).stream()
                        .map(result -> result.question().id())
                        .toList();
    }

    @Test
    void aSampleHasNoMoreQuestionsThanItsLimit() {
        assertThat(EvalRun.sample(QUESTIONS, 2, 1)).hasSize(2);
        assertThat(EvalRun.sample(QUESTIONS, 9, 1)).containsExactlyInAnyOrderElementsOf(QUESTIONS);
    }

    @Test
    void theReportComparesOnTheQuestionsThatBothAnswered() throws InterruptedException {
        List<Result> results = new EvalRun(List.of(new Fixed("bare", "a", true), new Fixed("stack", "b", false)), 2, 1)
                .ask(QUESTIONS, result -> {});
        String table = new EvalReport(
                        List.of("bare", "stack"), List.of(new EvalReport.Comparison("stack", "bare")), results, 1)
                .markdown();
        assertThat(table)
                .contains("| set | questions | bare, % right | stack, % right | stack − bare | tokens | seconds |")
                .contains("| test | 3 | 50 (9 to 91) | 33 (6 to 79) | +0 (-100 to +100) | 10 / 10 | 1.0 / 1.0 |");
    }

    @Test
    void aFailedReplyIsWrongAndNamedInTheReport() throws InterruptedException {
        List<Result> results = new EvalRun(List.of(new Fixed("stack", "", false)), 1, 1).ask(QUESTIONS, result -> {});
        assertThat(results).noneMatch(Result::right);
        assertThat(new EvalReport(List.of("stack"), List.of(), results, 1).markdown())
                .contains("3 of 3 replies were no answers, the first: stack, HTTP 503");
    }

    @Test
    void checksTheAnswersOfAnEarlierRunAgain(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("answers.jsonl");
        List<Result> results;
        try (AnswerLog log = new AnswerLog(file)) {
            results = new EvalRun(List.of(new Fixed("stack", "b", false)), 2, 1).ask(QUESTIONS, log::add);
        }
        assertThat(AnswerLog.read(file, QUESTIONS)).isEqualTo(results);
        assertThat(AnswerLog.read(file, QUESTIONS.subList(0, 1))).hasSize(2);
    }
}
