package io.minerstack.bench.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.minerstack.bench.eval.expectation.AnswerContent;
import io.minerstack.bench.eval.judge.Criterion;
import io.minerstack.bench.eval.judge.Judgement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JudgeTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Pattern ANSWER = Pattern.compile("(?<!end of )answer ([A-Z])]\n([^\n]*)");
    private static final List<String> NAMES = List.of("bare", "stack");

    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    JudgeTests() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", exchange -> {
            JsonNode request =
                    JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
            requests.add(request);
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            String queued = bodies.poll();
            String content =
                    queued == null ? scores(request.at("/messages/1/content").asString()) : queued;
            byte[] body = ("{\"choices\":[{\"message\":{\"content\":"
                            + JsonMapper.shared().writeValueAsString(content) + "}}]}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(content.equals("500") ? 500 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** 9 for each answer with the word "good", 2 for others. */
    private static String scores(String prompt) {
        List<String> objects = new ArrayList<>();
        Matcher answers = ANSWER.matcher(prompt);
        while (answers.find()) {
            String score = answers.group(2).contains("good") ? "9" : "2";
            objects.add("\"" + answers.group(1) + "\": "
                    + Arrays.stream(Criterion.values())
                            .map(criterion -> "\"" + criterion.label() + "\": " + score)
                            .collect(Collectors.joining(", ", "{", "}")));
        }
        return "I compared them.\n{" + String.join(", ", objects) + "}";
    }

    private List<JudgedResult> judge(List<Result> results) throws InterruptedException {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        Map<String, String> settings = Map.of(
                "EVAL_JUDGE_BASE_URL", url.toString(), "EVAL_JUDGE_MODEL", "large", "EVAL_JUDGE_API_KEY", "secret-key");
        ModelServer judge = ModelServer.judge(settings);
        assertThat(judge).isNotNull();
        assertThat(judge.toString()).doesNotContain("secret-key");
        return new Judge(judge, TIMEOUT, 7).judge(results);
    }

    private static Result result(String id, String contestant, String text) {
        Question question = new Question(
                "test", id, "complete", "", "say it", "say it " + id, List.of(), List.of(), answer -> true);
        Reply reply = text.isEmpty()
                ? Reply.failed(Duration.ofSeconds(1), "HTTP 503")
                : new Reply(AnswerContent.of(text), 10, Duration.ofSeconds(1), "");
        return Result.of(question, contestant, 0, reply);
    }

    private static List<Result> results(int questions) {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            results.add(result("q" + i, "bare", "a bad answer"));
            results.add(result("q" + i, "stack", "a good answer"));
        }
        return results;
    }

    @Test
    void givesEachContestantItsOwnScoresInAnyOrderOfTheAnswers() throws InterruptedException {
        List<JudgedResult> judged = judge(results(12));

        assertThat(judged).hasSize(24).allSatisfy(result -> {
            Judgement judgement = result.judgement();
            assertThat(judgement).isNotNull();
            assertThat(judgement.of(Criterion.RIGHT))
                    .isEqualTo(result.result().contestant().equals("stack") ? 9 : 2);
        });
        assertThat(requests)
                .extracting(
                        request -> request.at("/messages/1/content").asString().contains("answer A]\na good"))
                .contains(true, false);
        assertThat(keys).containsOnly("Bearer secret-key");
    }

    @Test
    void doesNotTellWhoWroteAnAnswer() throws InterruptedException {
        judge(results(3));

        assertThat(requests)
                .allSatisfy(request -> assertThat(request.path("messages").toString())
                        .doesNotContainIgnoringCase("stack")
                        .doesNotContainIgnoringCase("bare"));
    }

    @Test
    void judgesOnlyWhatSeveralContestantsAnswered() throws InterruptedException {
        assertThat(judge(List.of(result("a", "bare", ""), result("a", "stack", "good"), result("b", "stack", "good"))))
                .isEmpty();
        assertThat(requests).isEmpty();
    }

    @Test
    void asksOnceMoreForScoresAndReportsWhatHasNone() throws InterruptedException {
        bodies.addAll(List.of("No idea.", "500", "I can't say."));

        List<JudgedResult> judged = judge(results(2));

        // the first question takes two replies, the second a third one and then scores
        assertThat(judged).extracting(result -> result.judgement() == null).containsExactly(true, true, false, false);
        String report =
                new JudgeReport(NAMES, List.of(new EvalReport.Comparison("stack", "bare")), judged, 1).markdown();
        assertThat(report)
                .contains("| test | 1 | 20 | 90 | +70 (+70 to +70) | 2.0 / 9.0 |")
                .contains("2 of 4 answers got no scores, the first: java.io.IOException: /v1/chat/completions answered"
                        + " 500");
    }

    @Test
    void needsTheNameOfTheModelAndNoJudgeAtAll() {
        assertThat(ModelServer.judge(Map.of())).isNull();
        assertThatThrownBy(() -> ModelServer.judge(Map.of("EVAL_JUDGE_BASE_URL", "http://judge")))
                .hasMessageContaining("EVAL_JUDGE_MODEL");
    }
}
