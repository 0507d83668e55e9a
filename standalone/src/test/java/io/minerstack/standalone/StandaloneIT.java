package io.minerstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minerstack.servicesupport.text.Sha256;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The whole stack with the real jars, the embedded PostgreSQL and the real small model, called through the public
 * port. The tests run in order on one stack, because a start is slow: answers, memory, stop and start, kill.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("whole-stack")
class StandaloneIT {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String POOR_KEY = "poor-0123456789abcdef0123456789abcdef";

    /** A key that may spend ten tokens a day. */
    private static final String KEYS = """
            {"version": 1, "keys": [{"id": "key_0123456789ab", "name": "poor", "sha256": "%s", "tenant": "poor",
            "purpose": "normal", "created": "2026-01-01T00:00:00Z", "state": "active",
            "budget": {"tokens_per_day": 10}}]}""".formatted(Sha256.hex(POOR_KEY, 32));

    @TempDir
    static Path data;

    private static StackProcess stack;

    @BeforeAll
    static void start() throws Exception {
        stack = new StackProcess(data);
        // follows every buffer of the network code, so that the log names those that nobody released
        stack.set("JAVA_TOOL_OPTIONS", "-Dio.netty.leakDetection.level=paranoid");
        // variables of other programs that Spring would read
        stack.set("DEBUG", "True");
        stack.set("LOGGING_LEVEL_ROOT", "DEBUG");
        stack.set("SERVER_PORT", "1");
        Path keys = Files.createDirectory(data.resolve("keys")).resolve("keys.json");
        Files.writeString(keys, KEYS);
        stack.set("KEYS_FILE", keys.toString());
        stack.start();
    }

    @AfterAll
    static void stop() throws Exception {
        stack.end();
    }

    @Test
    @Order(0)
    void isHealthyWhenItReportsThatItIsReady() throws Exception {
        assertThat(stack.json(stack.getAs("", "/health")).path("status").stringValue())
                .isEqualTo("healthy");
    }

    @Test
    @Order(1)
    void answersAQuestionWithTheModel() throws Exception {
        HttpResponse<String> answer = ask("first", "What is quantum computing in simple terms?");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode body = stack.json(answer);
        assertThat(body.path("cid").stringValue()).isEqualTo("first");
        assertThat(body.path("component").stringValue()).isEqualTo("complete");
        String text = body.at("/output/immediate_response").stringValue();
        assertThat(text.split("\\s+", -1)).as(text).hasSizeGreaterThan(5);
        assertThat(text).containsIgnoringCase("comput");
        assertThat(body.at("/metadata/provider").stringValue()).isEqualTo("local");
    }

    @Test
    @Order(2)
    void storesQuestionsAndAnswers() throws Exception {
        assertThat(ask("first", "And what is it good for?").statusCode()).isEqualTo(200);

        JsonNode conversation = stack.json(stack.get("/conversations/first"));

        assertThat(conversation.path("message_count").intValue()).isEqualTo(4);
        assertThat(conversation.path("messages").valueStream().map(message -> message.path("role")
                        .stringValue()))
                .containsExactly("user", "assistant", "user", "assistant");
        assertThat(conversation.at("/messages/0/content").stringValue()).contains("quantum computing");
    }

    @Test
    @Order(2)
    void refusesAKeyWhoseBudgetIsSpentAndRecordsTheUsageOfOthers() throws Exception {
        HttpResponse<String> refused = stack.postAs(POOR_KEY, "/complete", """
                {"cid":"poor","task":"Explain","input":[{"user_query":"What is a budget?"}]}""");

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(429);
        assertThat(stack.json(refused).path("error").stringValue()).isEqualTo("budget_exceeded");
        // no later request is smaller than the whole budget
        assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
        assertThat(refused.body()).contains("more than the key's whole budget of 10 tokens");
        assertThat(refused.headers().firstValue("RateLimit-Policy").orElse("")).contains("\"tokens-day\";q=10;");
        assertThat(Files.readString(data.resolve("keys/audit.jsonl")))
                .contains("\"budget.refused\"", "\"key_0123456789ab\"")
                .doesNotContain(POOR_KEY);
        await().atMost(SOON).until(() -> stack.usage()
                .path("rows")
                .valueStream()
                .anyMatch(row -> row.path("key_name").stringValue().equals("API_KEY")
                        && row.path("output_tokens").intValue() > 0));
    }

    @Test
    @Order(3)
    void storesAPreferenceFromFeedback() throws Exception {
        HttpResponse<String> learned = stack.post("/human_feedback", """
                {"cid":"first","task":"","input":[{"user_query":"I prefer short answers."}]}""");

        assertThat(learned.statusCode()).as(learned.body()).isEqualTo(200);
        JsonNode playbook = stack.json(stack.get("/playbook/first"));
        assertThat(playbook.path("entry_count").intValue())
                .as(playbook.toString())
                .isPositive();
        assertThat(playbook.at("/entries/0/source_feedback").stringValue()).contains("short answers");
    }

    @Test
    @Order(4)
    void rejectsRequestsWithoutAValidKey() throws Exception {
        assertThat(stack.getAs("", "/conversations/first").statusCode()).isEqualTo(401);
        assertThat(stack.getAs("a-wrong-key", "/conversations/first").statusCode())
                .isEqualTo(403);
        assertThat(stack.getAs("", "/health").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(4)
    void opensTheServicesBehindTheGatewayOnlyToThoseWhoKnowTheStacksSecret() throws Exception {
        for (Map.Entry<String, String> door : Map.of(
                        "AGENT_SERVICE_PORT", "/conversations/first",
                        "MEMORY_SERVICE_PORT", "/context?cid=first",
                        "LLM_PROXY_PORT", "/v1/models")
                .entrySet()) {
            String port = door.getKey();
            String path = door.getValue();
            assertThat(stack.getInner(port, path).statusCode()).as(port).isEqualTo(403);
            assertThat(stack.getInner(port, path, "X-Stack-Secret", "a-wrong-secret")
                            .statusCode())
                    .as(port)
                    .isEqualTo(403);
            assertThat(stack.getInner(port, path, "X-Stack-Secret", StackProcess.STACK_SECRET)
                            .statusCode())
                    .as(port)
                    .isEqualTo(200);
        }
        for (String management : List.of(
                "AGENT_SERVICE_MANAGEMENT_PORT", "MEMORY_SERVICE_MANAGEMENT_PORT", "LLM_PROXY_MANAGEMENT_PORT")) {
            assertThat(stack.getInner(management, "/actuator/health/readiness").statusCode())
                    .as(management)
                    .isEqualTo(200);
        }
        assertThat(stack.log())
                .contains("STACK_SECRET: requests without the stack's secret were refused")
                .doesNotContain(StackProcess.STACK_SECRET);
    }

    @Test
    @Order(4)
    void showsHowCallsEndedAndWhereTheirTimeWent() throws Exception {
        assertThat(metricsOf("GATEWAY"))
                .containsPattern("miner_gateway_answers_total\\{[^}]*component=\"complete\",outcome=\"good\"} [1-9]")
                .containsPattern("miner_gateway_window_answers\\{[^}]*outcome=\"malformed\"} 0")
                .containsPattern("miner_stage_seconds_count\\{[^}]*component=\"complete\",stage=\"gateway\"} [1-9]")
                .containsPattern("miner_stage_seconds_count\\{[^}]*component=\"complete\",stage=\"model\"} [1-9]")
                // one JVM has one clock
                .containsPattern("miner_clock_skew_seconds\\{[^}]*peer=\"agent-service\"} -?(0\\.|[0-9.]+E-)")
                .containsPattern("disk_free_bytes\\{[^}]*path=\"" + data + "\"");
        assertThat(metricsOf("AGENT_SERVICE"))
                .containsPattern("miner_clock_skew_seconds\\{[^}]*peer=\"memory-service\"} -?(0\\.|[0-9.]+E-)")
                .containsPattern("miner_clock_skew_seconds\\{[^}]*peer=\"llm-proxy\"} -?(0\\.|[0-9.]+E-)");
        assertThat(metricsOf("LLM_PROXY"))
                .containsPattern("miner_llm_cost_total\\{[^}]*provider=\"local\",type=\"output\"} 0")
                .contains("r2dbc_pool_max_allocated_connections{");
        assertThat(stack.log().lines().filter(line -> line.contains("component=\"complete\"")))
                .anyMatch(line -> line.matches(".*outcome=\"good\".*memory_read_millis=.*model_millis=.*parse_millis=.*"
                        + "memory_write_millis=.*provider=\"local\" tokens=\"[0-9]+\" key_id=\"environment\".*"));
    }

    private static String metricsOf(String service) throws Exception {
        return stack.getInner(service + "_MANAGEMENT_PORT", "/actuator/prometheus")
                .body();
    }

    @Test
    @Order(4)
    void keepsTheKeyOfAnUndecodableRequestOutOfTheLog() throws Exception {
        String answer = stack.raw("GET /health HTTP/1.1\r\nHost: a\r\nX-API-Key: " + StackProcess.KEY
                + "\r\nno colon\u0000here\r\nContent-Length: many\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(stack.log()).doesNotContain(StackProcess.KEY);
    }

    @Test
    @Order(4)
    void namesTheServiceInEachLineOfTheLog() throws Exception {
        assertThat(stack.log().lines().filter(line -> line.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} .*")))
                .isNotEmpty()
                .allMatch(line ->
                        line.matches("\\S+ +\\w+ +(gateway|agent-service|memory-service|llm-proxy|miner-stack) \\[.*"))
                .anyMatch(line -> line.contains(" gateway [") && line.contains("request answered"));
    }

    @Test
    @Order(5)
    void passesThePreflightChecks() throws Exception {
        JsonNode report = stack.preflight();

        assertThat(report.path("checks").valueStream().map(check -> check.path("outcome")
                        .stringValue()))
                .as(report.toPrettyString())
                .hasSizeGreaterThan(10)
                .doesNotContain("fail");
    }

    @Test
    @Order(6)
    void refusesToStartTwice() throws Exception {
        String said = stack.refusedStart();

        assertThat(said).contains("already running here (process " + stack.pid() + ")");
        assertThat(stack.get("/health").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(7)
    void givesTheKeyToTheGatewayAlone() throws Exception {
        assertThat(Files.readString(Path.of("/proc/" + stack.postmaster() + "/environ")))
                .contains("LC_ALL")
                .doesNotContain(StackProcess.KEY, StackProcess.STACK_SECRET);
        assertThat(stack.process("local-llm.jar").info().commandLine()).isPresent();
        assertThat(Files.readString(
                        Path.of("/proc/" + stack.process("local-llm.jar").pid() + "/environ")))
                .contains("LOCAL_MODEL_PATH")
                .doesNotContain(StackProcess.KEY, StackProcess.STACK_SECRET);
    }

    @Test
    @Order(7)
    void releasesEveryBufferOfItsCalls() throws Exception {
        releasesEveryBuffer();
    }

    @Test
    @Order(8)
    void restartsTheModelServerThatDied() throws Exception {
        ProcessHandle model = stack.process("local-llm.jar");

        model.destroyForcibly();

        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> ask("again", "Say hello.").statusCode() == 200);
        assertThat(stack.process("local-llm.jar").pid()).isNotEqualTo(model.pid());
    }

    @Test
    @Order(8)
    void startsTheServicesAgainThatDiedAndTakesOverTheirProcesses() throws Exception {
        ProcessHandle model = stack.process("local-llm.jar");
        ProcessHandle services = stack.process("standalone.jar");
        int before = messages("first");
        long postgres = stack.postmaster();
        Map<String, CompletableFuture<HttpResponse<String>>> answers = Stream.of("hit-1", "hit-2", "hit-3", "hit-4")
                .collect(Collectors.toMap(cid -> cid, cid -> stack.postLater("/complete", """
                        {"cid":"%s","task":"Write at length.",
                         "input":[{"user_query":"Tell a story."}]}""".formatted(cid))));
        // the model answers one request at a time: one is stored, the next one is under way
        await().atMost(Duration.ofMinutes(2))
                .until(() -> answers.values().stream().anyMatch(CompletableFuture::isDone));

        services.destroyForcibly();

        await().atMost(SOON).until(() -> answers.values().stream().allMatch(CompletableFuture::isDone));
        assertThat(answers.values()).anyMatch(answer -> !wasAnswered(answer));
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> ask("after-the-kill", "Say hello.").statusCode() == 200);
        assertThat(stack.process("standalone.jar").pid()).isNotEqualTo(services.pid());
        assertThat(model.isAlive()).isTrue();
        assertThat(stack.postmaster()).isEqualTo(postgres);
        assertThat(messages("first")).isEqualTo(before);
        for (String cid : answers.keySet()) {
            assertThat(messages(cid)).as(cid).isIn(wasAnswered(answers.get(cid)) ? List.of(2) : List.of(0, 2));
        }
        await().atMost(SOON).until(() -> stack.said().contains("Miner Stack answers again"));
        assertThat(stack.said()).contains("miner: the services ended with status 137; starting them again in 0.2 s");
    }

    @Test
    @Order(9)
    void stopsWithinSecondsAndKeepsItsData() throws Exception {
        List<ProcessHandle> processes = stack.processes();
        assertThat(processes).hasSizeGreaterThan(3);
        long began = System.nanoTime();

        stack.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        // the shell that guards the processes ends just after the script
        await().atMost(SOON).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
        // from here on the services call each other over their ports
        stack.set("SERVICE_CALLS", "http");
        stack.start();
        assertThat(stack.json(stack.get("/conversations/first"))
                        .path("message_count")
                        .intValue())
                .isGreaterThanOrEqualTo(4);
        assertThat(stack.json(stack.get("/playbook/first")).path("entry_count").intValue())
                .isPositive();
    }

    @Test
    @Order(10)
    void keepsItsDataWhenItIsKilledDuringAnAnswer() throws Exception {
        int before = messages("first");
        List<ProcessHandle> processes = stack.processes();
        // the model answers one request at a time, so a kill at any moment hits one in progress
        Map<String, CompletableFuture<HttpResponse<String>>> answers = Stream.of("cut-1", "cut-2", "cut-3", "cut-4")
                .collect(Collectors.toMap(cid -> cid, cid -> stack.postLater("/complete", """
                        {"cid":"%s","task":"Write at length.",
                         "input":[{"user_query":"Tell a very long story."}]}""".formatted(cid))));
        await().atMost(SOON).until(() -> stack.modelIsBusy());

        stack.kill();

        await().atMost(SOON).until(() -> answers.values().stream().allMatch(CompletableFuture::isDone));
        // processes end one after the other: the gateway may still answer 503 for an agent-service that has ended
        assertThat(answers.values()).anyMatch(answer -> !wasAnswered(answer));
        await().atMost(SOON).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
        stack.start();
        assertThat(messages("first")).isEqualTo(before);
        for (String cid : answers.keySet()) {
            assertThat(messages(cid)).as(cid).isIn(wasAnswered(answers.get(cid)) ? List.of(2) : List.of(0, 2));
        }
        assertThat(ask("first", "Are you there?").statusCode()).isEqualTo(200);
        assertThat(messages("first")).isEqualTo(Math.min(before + 2, 10));
    }

    @Test
    @Order(11)
    void readsNoVariablesOfOtherPrograms() throws Exception {
        assertThat(stack.log().lines()).isNotEmpty().noneMatch(line -> line.contains(" DEBUG "));
    }

    @Test
    @Order(11)
    void keepsSecretsOutOfLogsAndReadableFiles() throws Exception {
        assertThat(Files.getPosixFilePermissions(data.resolve("postgres.password")))
                .hasToString("[OWNER_READ, OWNER_WRITE]");
        try (var logs = Files.list(data.resolve("logs"))) {
            assertThat(logs.toList()).isNotEmpty().allSatisfy(log -> assertThat(Files.readString(log))
                    .doesNotContain(StackProcess.KEY)
                    .doesNotContain("I prefer short answers"));
        }
    }

    @Test
    @Order(12)
    void releasesEveryBufferOfCallsOverItsPorts() throws Exception {
        releasesEveryBuffer();
    }

    /** Answers, errors and callers that leave, then the look for buffers that were collected as garbage. */
    private static void releasesEveryBuffer() throws Exception {
        assertThat(ask("buffers", "Say hello.").statusCode()).isEqualTo(200);
        for (int i = 0; i < 20; i++) {
            stack.get("/conversations/buffers");
            stack.get("/playbook/unknown");
            stack.getAs("a-wrong-key", "/playbook/buffers");
            stack.post("/complete", "{\"cid\":\"buffers\",");
            String query = "long ".repeat(1000 * i);
            stack.leaveEarly("/complete", """
                    {"cid":"left-%d","task":"","input":[{"user_query":"%s"}]}""".formatted(i, query));
        }
        stack.collectGarbage();
        // the detector looks when it follows the next buffers
        for (int i = 0; i < 20; i++) {
            assertThat(stack.get("/conversations/buffers").statusCode()).isEqualTo(200);
        }

        assertThat(stack.log().lines()).noneMatch(line -> line.contains("LEAK"));
    }

    private static boolean wasAnswered(CompletableFuture<HttpResponse<String>> answer) {
        return !answer.isCompletedExceptionally() && answer.join().statusCode() == 200;
    }

    /** The number of stored messages of a conversation; 0 for an unknown conversation. */
    private static int messages(String cid) throws Exception {
        return stack.json(stack.get("/conversations/" + cid))
                .path("message_count")
                .asInt(0);
    }

    private static HttpResponse<String> ask(String cid, String question) throws Exception {
        return stack.post("/complete", """
                {"cid":"%s","task":"Answer in one or two sentences.",
                 "input":[{"user_query":"%s"}]}""".formatted(cid, question));
    }
}
