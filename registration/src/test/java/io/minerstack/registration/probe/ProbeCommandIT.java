package io.minerstack.registration.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minerstack.registration.CommandRunner;
import io.minerstack.registration.error.ExitCode;
import io.minerstack.stacksupport.network.FreePorts;
import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.ReceivedRequest;
import io.minerstack.testsupport.http.ScriptedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProbeCommandIT {

    private static final String KEY = "probe-key-0123456789abcdef0123456789abcdef";

    private static final String ANSWER = """
            {"cid":"probe","task":"Answer briefly.","input":[{"user_query":"In one sentence: why is the sky blue?"}],
             "output":{"immediate_response":"Air scatters blue light.","notebook":"no update"},
             "component":"complete"}""";

    @RegisterExtension
    private final CommandRunner cli = new CommandRunner();

    private final ScriptedServer miner = ScriptedServer.start();

    @BeforeEach
    void script() throws IOException {
        health("local");
        miner.answer("/complete", Answer.json(200, ANSWER));
        Files.writeString(cli.folder().resolve("probe.key"), KEY + "\n");
        cli.setVariables(Map.of("PROBE_URL", miner.url(), "PROBE_KEY_FILE", "probe.key"));
    }

    @AfterEach
    void close() {
        miner.close();
    }

    private void health(String provider) {
        miner.answer("/health", Answer.json(200, """
                {"status":"healthy","llm_provider":"%s","model":"m"}""".formatted(provider)));
    }

    @Test
    void asksForHealthAndOneQuestionAndDeletesTheConversation() {
        assertThat(cli.run("probe", "--once")).isZero();

        ReceivedRequest health = miner.take();
        assertThat(health.target()).isEqualTo("/health");
        assertThat(health.header("X-API-Key")).isNull();
        ReceivedRequest question = miner.take();
        assertThat(question.target()).isEqualTo("/complete");
        assertThat(question.header("X-API-Key")).isEqualTo(KEY);
        assertThat(question.header("X-Request-Id")).startsWith("probe-");
        assertThat(question.body()).contains("\"use_conversation_history\":false", "\"use_playbook\":false");
        ReceivedRequest deletion = miner.take();
        assertThat(deletion.method()).isEqualTo("DELETE");
        assertThat(deletion.target()).isEqualTo("/conversations/probe?playbook=true");
        assertThat(cli.printed()).contains("health: good in", "answer: good in");
    }

    @ParameterizedTest
    @CsvSource({"429, refused", "403, refused", "500, refused", "504, late"})
    void judgesAStatusAsACallerDoes(int status, String outcome) {
        miner.answer("/complete", Answer.problem(status, "{\"detail\":\"not now\",\"error\":\"why\"}"));

        assertThat(cli.run("probe", "--once")).isEqualTo(ExitCode.PROBE_FAILED.number());

        assertThat(cli.printed()).contains("health: good").containsPattern("answer: " + outcome + " in .*" + status);
        assertThat(miner.requests("DELETE", "/conversations/probe")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"cid\":\"probe\"}|does not repeat",
                "<html>|does not repeat",
            })
    void judgesTheShapeOfAnAnswer(String body, String flaw) {
        miner.answer("/complete", Answer.json(200, body));

        assertThat(cli.run("probe", "--once")).isEqualTo(ExitCode.PROBE_FAILED.number());

        assertThat(cli.printed()).containsPattern("answer: malformed in .*" + flaw);
    }

    @Test
    void saysThatNobodyAnswersAtTheUrl() {
        miner.stop();

        assertThat(cli.run("probe", "--once")).isEqualTo(ExitCode.PROBE_FAILED.number());

        assertThat(cli.printed()).contains("health: unreachable in", "no question:");
    }

    @Test
    void asksAPaidModelOnlyIfItIsToldTo() {
        health("openai");

        assertThat(cli.run("probe", "--once")).isZero();
        assertThat(miner.requests("POST", "/complete")).isEmpty();
        assertThat(cli.printed()).contains("no question: a paid model would answer it");

        assertThat(cli.run("probe", "--once", "--paid")).isZero();
        assertThat(miner.requests("POST", "/complete")).hasSize(1);
    }

    @Test
    void takesTheWordsForOnThatTheServicesTake() {
        health("openai");
        cli.setVariables(Map.of("PROBE_URL", miner.url(), "PROBE_KEY_FILE", "probe.key", "PROBE_PAID", "Yes"));
        assertThat(cli.run("probe", "--once")).isZero();
        assertThat(miner.requests("POST", "/complete")).hasSize(1);

        cli.setVariables(Map.of("PROBE_URL", miner.url(), "PROBE_KEY_FILE", "probe.key", "PROBE_PAID", "maybe"));
        assertThat(cli.run("probe", "--once")).isEqualTo(ExitCode.USAGE.number());
    }

    @ParameterizedTest
    @MethodSource("healthThatNamesNoProvider")
    void takesAProviderThatItCannotSeeForAPaidOne(Answer health) {
        miner.answer("/health", health);

        cli.run("probe", "--once");
        assertThat(miner.requests("POST", "/complete")).isEmpty();
        assertThat(cli.printed()).contains("no question: /health did not say which model would answer it");
    }

    @Test
    void asksAModelThatItCannotSeeIfItIsToldTo() {
        miner.answer("/health", Answer.disconnect());

        cli.run("probe", "--once", "--paid");

        assertThat(miner.requests("POST", "/complete")).hasSize(1);
    }

    static Stream<Answer> healthThatNamesNoProvider() {
        return Stream.of(
                Answer.never(),
                Answer.disconnect(),
                Answer.json(200, "<html>"),
                Answer.json(200, "{\"status\":\"healthy\"}"),
                Answer.json(503, "{\"status\":\"degraded\",\"llm_provider\":\"unknown\",\"model\":\"unknown\"}"));
    }

    @Test
    void neverPrintsTheKeyThatAServerSendsBack() {
        miner.answer("/complete", Answer.problem(503, "{\"detail\":\"key " + KEY + "\",\"error\":\"why\"}"));

        cli.run("probe", "--once");

        assertThat(cli.printed()).contains("answer: refused", "***").doesNotContain(KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"services\":[]}", "{\"tenant\":{}}"})
    void warnsOfAKeyThatIsNotOfPurposeProbe(String figures) {
        miner.answer("/figures", Answer.json(200, figures));

        assertThat(cli.run("probe", "--once")).isZero();

        assertThat(cli.printed()).contains("WARNING: the key is not of purpose probe", "./miner key add probe");
        assertThat(miner.requests("GET", "/figures"))
                .singleElement()
                .satisfies(request -> assertThat(request.header("X-API-Key")).isEqualTo(KEY));
    }

    @ParameterizedTest
    @MethodSource("figuresThatNoCountedKeyGets")
    void takesAKeyWithoutFiguresForOneOfPurposeProbe(Answer figures) {
        miner.answer("/figures", figures);

        assertThat(cli.run("probe", "--once")).isZero();

        assertThat(cli.printed()).contains("answer: good").doesNotContain("WARNING");
    }

    static Stream<Answer> figuresThatNoCountedKeyGets() {
        return Stream.of(
                Answer.problem(403, "{\"detail\":\"no\",\"error\":\"forbidden\"}"),
                Answer.problem(404, "{\"detail\":\"no\",\"error\":\"not_found\"}"),
                Answer.disconnect());
    }

    @Test
    void saysWhereAConversationWasNotDeleted() {
        miner.answer("/conversations", Answer.problem(500, "{\"detail\":\"no\",\"error\":\"why\"}"));

        assertThat(cli.run("probe", "--once")).isZero();

        assertThat(cli.printed()).contains("the conversation was not deleted: 500");
    }

    @Test
    void needsAFileWithAKey() throws IOException {
        cli.setVariables(Map.of("PROBE_URL", miner.url()));
        assertThat(cli.run("probe", "--once")).isEqualTo(ExitCode.USAGE.number());
        assertThat(cli.errors()).contains("./miner key add probe --purpose probe");

        Files.writeString(cli.folder().resolve("empty"), " \n");
        assertThat(cli.run("probe", "--once", "--key-file", "empty")).isEqualTo(ExitCode.FILE_UNREADABLE.number());
        assertThat(miner.requests()).isEmpty();
    }

    @Test
    void refusesAnIntervalThatFloodsTheMiner() {
        assertThat(cli.run("probe", "--interval", "1")).isEqualTo(ExitCode.USAGE.number());
        assertThat(cli.errors()).contains("PROBE_INTERVAL");
    }

    @Test
    void servesItsResultsAsMetricsUntilItIsStopped() throws Exception {
        int port = FreePorts.one();
        miner.answer("/complete", Answer.problem(503, "{\"detail\":\"no model\",\"error\":\"unavailable\"}"));
        cli.setVariables(Map.of(
                "PROBE_URL",
                miner.url(),
                "PROBE_KEY_FILE",
                "probe.key",
                "PROBE_MANAGEMENT_PORT",
                Integer.toString(port)));
        CompletableFuture<Integer> ended = new CompletableFuture<>();

        Thread running = Thread.ofPlatform().start(() -> ended.complete(cli.run("probe", "--interval", "3600")));

        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> get(port, "/actuator/prometheus")
                .contains("miner_probe_up{application=\"probe\",check=\"answer\"} 0.0"));
        String metrics = get(port, "/actuator/prometheus");
        assertThat(metrics)
                .contains(
                        "miner_probe_up{application=\"probe\",check=\"health\"} 1.0",
                        "miner_probe_results_total{application=\"probe\",check=\"answer\",result=\"refused\"} 1.0",
                        "miner_probe_results_total{application=\"probe\",check=\"answer\",result=\"late\"} 0.0",
                        "miner_probe_seconds_bucket{application=\"probe\",check=\"health\",le=\"60.0\"} 1",
                        "miner_probe_interval_seconds{application=\"probe\"} 3600.0",
                        "miner_probe_failures_in_a_row{application=\"probe\",check=\"answer\"} 1.0",
                        "miner_probe_failures_in_a_row{application=\"probe\",check=\"health\"} 0.0",
                        "miner_probe_not_asked{application=\"probe\",reason=\"paid_model\"} 0.0",
                        "miner_probe_last_run_seconds{application=\"probe\"} 1.7")
                .doesNotContain("miner_probe_certificate_expires_seconds");
        assertThat(get(port, "/actuator/health/readiness")).contains("UP");
        assertThat(cli.printed()).contains("answer: refused", "503, no model").doesNotContain(KEY);
        running.interrupt();
        assertThat(ended.join()).isZero();
    }

    private static String get(int port, String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}
