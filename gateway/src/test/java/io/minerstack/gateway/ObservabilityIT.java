package io.minerstack.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.RawHttpClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.web.reactive.server.WebTestClient;

@ExtendWith(OutputCaptureExtension.class)
class ObservabilityIT extends SharedGateway {

    private static final Pattern OF_ALL_SERVICES =
            Pattern.compile("(?m)^\\| ([a-z0-9_, ]+) \\| (?:gauge|histogram) \\|[^|]*\\| all \\|");

    @LocalManagementPort
    private int managementPort;

    @Test
    void labelsRequestsWithTheTemplateOfTheirPath() {
        get("/conversations/secret-cid-1").expectStatus().isOk();
        get("/conversations/secret-cid-2").expectStatus().isOk();

        String scraped = scrape();
        assertThat(scraped)
                .contains("uri=\"/conversations/{cid}\"")
                .doesNotContain("secret-cid")
                .containsPattern(
                        "http_server_requests_seconds_count\\{[^}]*status=\"200\"[^}]*uri=\"/conversations/\\{cid}\"");
    }

    @Test
    void exportsItsMetrics() {
        post("/complete", TestObjects.QUESTION).expectStatus().isOk();

        assertThat(scrape())
                .containsPattern("miner_gateway_deadline_slack_seconds_count\\{[^}]*endpoint=\"/complete\"[^}]*} [1-9]")
                .contains("miner_gateway_requests_in_flight{")
                .contains("miner_gateway_rate_limit_decisions_total{")
                .contains("miner_gateway_upstream_failures_total{")
                .contains("reactor_netty_connection_provider_pending_connections{")
                .contains("miner_clock_skew_seconds{")
                .contains("miner_gateway_window_answers{", "miner_stage_seconds_bucket{");
    }

    @Test
    void servesTheLibraryMetricsThatTheListHasForAllServices() throws IOException {
        List<String> listed = OF_ALL_SERVICES
                .matcher(Files.readString(Path.of("../monitoring/metrics.md")))
                .results()
                .flatMap(row -> Arrays.stream(row.group(1).split(", ", -1)))
                .toList();
        get("/capabilities").expectStatus().isOk();

        assertThat(listed).hasSizeGreaterThan(10).contains("disk_free_bytes");
        String scraped = scrape();
        assertThat(listed).allSatisfy(name -> assertThat(scraped).containsPattern("(?m)^" + name + "(_count)?\\{"));
    }

    @Test
    void logsOneLineForEachRequestWithItsRouteAndFinalStatus(CapturedOutput output) {
        client.get()
                .uri("/conversations/secret-cid-3")
                .header("X-API-Key", TestObjects.KEY)
                .header("X-Request-Id", "line-1")
                .exchange()
                .expectStatus()
                .isOk();
        client.put()
                .uri("/complete")
                .header("X-API-Key", TestObjects.KEY)
                .header("X-Request-Id", "line-2")
                .exchange()
                .expectStatus()
                .isEqualTo(405);

        assertThat(output.getAll().lines().filter(line -> line.contains("\"line-1\"")))
                .singleElement()
                .asString()
                .contains("\"route\":\"/conversations/{cid}\"", "\"status\":200", "\"millis\":", "\"method\":\"GET\"")
                .doesNotContain("secret-cid");
        assertThat(output.getAll().lines().filter(line -> line.contains("\"line-2\"")))
                .singleElement()
                .asString()
                .contains("\"route\":\"/complete\"", "\"status\":405");
    }

    @Test
    void logsWhereTheTimeOfAComponentCallWentAndWhatItTook(CapturedOutput output) {
        AGENT.answer(TestObjects.OK.withHeader(
                "X-Component-Report", "outcome=good, agent_millis=12.5, model_millis=9.1, provider=vllm, tokens=77"));

        client.post()
                .uri("/complete")
                .header("X-API-Key", TestObjects.KEY)
                .header("X-Request-Id", "line-3")
                .header("Content-Type", "application/json")
                .bodyValue(TestObjects.QUESTION)
                .exchange()
                .expectStatus()
                .isOk();

        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                        output.getAll().lines().filter(line -> line.contains("\"line-3\"")))
                .singleElement()
                .asString()
                .contains("\"name\":\"gateway\"", "\"tenant\":\"", "\"component\":\"complete\"")
                .contains("\"outcome\":\"good\"", "\"gateway_millis\":", "\"agent_millis\":12.5")
                .contains("\"model_millis\":9.1", "\"provider\":\"vllm\"", "\"tokens\":77")
                .contains("\"key_id\":\"environment\"")
                .doesNotContain("6 times 7", TestObjects.KEY, "\"default\""));
    }

    @Test
    void logsWhatIsKnownOfAComponentCallThatFails(CapturedOutput output) {
        AGENT.answer(Answer.problem(503, "{}")
                .withHeader(
                        "X-Component-Report",
                        "outcome=failed, agent_millis=900.5, memory_read_millis=2.0, model_millis=890.1,"
                                + " provider=openai, tokens=31"));

        client.post()
                .uri("/complete")
                .header("X-API-Key", TestObjects.KEY)
                .header("X-Request-Id", "line-6")
                .header("Content-Type", "application/json")
                .bodyValue(TestObjects.QUESTION)
                .exchange()
                .expectStatus()
                .isEqualTo(503);

        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                        output.getAll().lines().filter(line -> line.contains("\"line-6\"")))
                .singleElement()
                .asString()
                .contains("\"status\":503", "\"outcome\":\"failed\"", "\"memory_read_millis\":2.0")
                .contains("\"model_millis\":890.1", "\"provider\":\"openai\"", "\"tokens\":31"));
    }

    @Test
    void logs499ForACallerWhoLeftBeforeTheResponse(CapturedOutput output) throws IOException {
        AGENT.answer(Answer.never());
        int before = AGENT.requests("GET", "/capabilities").size();
        try (RawHttpClient caller = new RawHttpClient(port)) {
            caller.send("GET /capabilities HTTP/1.1\r\nHost: gateway\r\nX-Request-Id: line-5\r\nX-API-Key: "
                    + TestObjects.KEY + "\r\n\r\n");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> AGENT.requests("GET", "/capabilities").size() > before);
        }

        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                        output.getAll().lines().filter(line -> line.contains("\"line-5\"")))
                .singleElement()
                .asString()
                .contains("\"status\":499", "cancelled by the caller"));
    }

    @Test
    void logsNoChecksOfHealthAndNoScrapes(CapturedOutput output) {
        client.get().uri("/health").header("X-Request-Id", "line-4").exchange();
        scrape();
        get("/capabilities").expectStatus().isOk();

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> output.getAll()
                .contains("\"route\":\"/capabilities\""));
        assertThat(output.getAll()).doesNotContain("\"line-4\"", "/actuator");
    }

    private String scrape() {
        byte[] body = WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + managementPort)
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(4 << 20))
                .build()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }
}
