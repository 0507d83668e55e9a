package io.minerstack.servicesupport.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.servicesupport.TestServer;
import io.minerstack.testsupport.otlp.OtlpReceiver;
import io.minerstack.testsupport.otlp.ReceivedSpan;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.reactive.function.client.WebClient;

/** A service that starts traces, and the spans that a collector gets of it. */
@ExtendWith(OutputCaptureExtension.class)
class RequestTracingIT extends TestServer {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    private static final OtlpReceiver COLLECTOR = OtlpReceiver.start();

    @AfterAll
    static void stopCollector() {
        COLLECTOR.close();
    }

    @DynamicPropertySource
    static void tracing(DynamicPropertyRegistry properties) {
        properties.add("OTEL_EXPORTER_OTLP_ENDPOINT", COLLECTOR::url);
        properties.add("service.tracing.starts-traces", () -> "true");
    }

    @Test
    void startsATraceAndMakesItTheParentOfWhatFollows() throws Exception {
        Map<String, String> inner = client.get()
                .uri("/relay")
                .header("X-Request-Id", "starts-a-trace")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(new ParameterizedTypeReference<Map<String, String>>() {})
                .returnResult()
                .getResponseBody();

        ReceivedSpan outer = COLLECTOR.await(span -> has(span, "starts-a-trace", "GET /relay"));
        ReceivedSpan called = COLLECTOR.await(span -> has(span, "starts-a-trace", "GET /open/headers"));
        assertThat(outer.parentId()).isEmpty();
        assertThat(outer.kind()).isEqualTo("SERVER");
        assertThat(outer.service()).isEqualTo("service-support-test");
        assertThat(outer.attributes())
                .containsEntry("http.request.method", "GET")
                .containsEntry("http.route", "/relay")
                .containsEntry("http.response.status_code", "200");
        assertThat(outer.failed()).isFalse();
        assertThat(inner).containsEntry("traceparent", "00-" + outer.traceId() + "-" + outer.spanId() + "-01");
        assertThat(called.traceId()).isEqualTo(outer.traceId());
        assertThat(called.parentId()).isEqualTo(outer.spanId());
    }

    @Test
    void continuesTheTraceOfACallerThatIsTrusted() throws Exception {
        client.get()
                .uri("/page?limit=1")
                .header("X-Request-Id", "continues-a-trace")
                .header("traceparent", "00-" + TRACE + "-" + PARENT + "-01")
                .exchange()
                .expectStatus()
                .isOk();

        ReceivedSpan span = COLLECTOR.await(one -> has(one, "continues-a-trace", "GET /page"));
        assertThat(span.traceId()).isEqualTo(TRACE);
        assertThat(span.parentId()).isEqualTo(PARENT);
    }

    @Test
    void recordsNothingOfATraceThatIsNotSampledAndPassesThatOn() {
        Map<String, String> inner = client.get()
                .uri("/relay")
                .header("X-Request-Id", "not-sampled")
                .header("traceparent", "00-" + TRACE + "-" + PARENT + "-00")
                .exchange()
                .expectBody(new ParameterizedTypeReference<Map<String, String>>() {})
                .returnResult()
                .getResponseBody();

        assertThat(inner).hasEntrySatisfying("traceparent", header -> assertThat(header)
                .startsWith("00-" + TRACE)
                .endsWith("-00"));
        assertThat(COLLECTOR.spans())
                .noneMatch(span -> "not-sampled".equals(span.attributes().get("miner.request_id")));
    }

    @Test
    void namesTheTraceInTheBodyOfAProblemAndInLogLinesAndNoMessageInTheSpan(CapturedOutput output) throws Exception {
        Map<String, Object> problem = client.get()
                .uri("/broken")
                .header("X-Request-Id", "fails-with-a-trace")
                .exchange()
                .expectStatus()
                .isEqualTo(500)
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody();

        ReceivedSpan span = COLLECTOR.await(one -> has(one, "fails-with-a-trace", "GET /broken"));
        assertThat(span.failed()).isTrue();
        assertThat(span.attributes())
                .containsEntry("http.response.status_code", "500")
                .containsEntry("error.type", "500");
        assertThat(span.events()).isEmpty();
        assertThat(span.toString()).doesNotContain("jdbc:secret-place");
        assertThat(problem).containsEntry("trace_id", span.traceId());
        assertThat(output.getAll().lines())
                .anyMatch(line -> line.contains("fails-with-a-trace") && line.contains(span.traceId()));
    }

    @Test
    void endsTheSpanOfACallThatIsCutAtItsDeadline() throws Exception {
        client.get()
                .uri("/never")
                .header("X-Request-Id", "too-late")
                .header("X-Deadline", Long.toString(System.currentTimeMillis() + 100))
                .exchange()
                .expectStatus()
                .isEqualTo(504);

        ReceivedSpan span =
                COLLECTOR.await(one -> "too-late".equals(one.attributes().get("miner.request_id")));
        assertThat(span.attributes()).containsEntry("http.response.status_code", "504");
    }

    @Test
    void endsTheSpanOfACallerThatLeavesWithoutAStatus() throws Exception {
        WebClient.create(baseUrl())
                .get()
                .uri("/never")
                .header("X-Tenant", "bob")
                .header("X-Request-Id", "leaves")
                .retrieve()
                .toBodilessEntity()
                .timeout(Duration.ofSeconds(2))
                .onErrorComplete()
                .block();

        ReceivedSpan span = COLLECTOR.await(one -> has(one, "leaves", "GET /never"));
        assertThat(span.attributes())
                .containsEntry("error.type", "cancelled")
                .doesNotContainKey("http.response.status_code");
    }

    @Test
    void makesNoSpansOfHealthChecksOfThePlatform() throws Exception {
        getFromManagement("/actuator/health/liveness").expectStatus().isOk();
        client.get().uri("/page?limit=2").header("X-Request-Id", "after-health").exchange();

        COLLECTOR.await(one -> has(one, "after-health", "GET /page"));
        assertThat(COLLECTOR.spans()).noneMatch(span -> span.name().contains("actuator"));
    }

    private static boolean has(ReceivedSpan span, String requestId, String name) {
        return requestId.equals(span.attributes().get("miner.request_id"))
                && span.name().equals(name);
    }
}
