package io.minerstack.gateway.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.gateway.SharedGateway;
import io.minerstack.gateway.TestObjects;
import io.minerstack.testsupport.otlp.OtlpReceiver;
import io.minerstack.testsupport.otlp.ReceivedSpan;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Traces begin at the gateway; only a caller with a valid key may bring its own. */
class GatewayTracingIT extends SharedGateway {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String TRACEPARENT = "00-" + TRACE + "-" + PARENT + "-01";

    private static final OtlpReceiver COLLECTOR = OtlpReceiver.start();

    @AfterAll
    static void stopCollector() {
        COLLECTOR.close();
    }

    @DynamicPropertySource
    static void tracing(DynamicPropertyRegistry properties) {
        properties.add("OTEL_EXPORTER_OTLP_ENDPOINT", COLLECTOR::url);
    }

    @Test
    void startsATraceOfEachRequestAndRelaysIt() throws Exception {
        client.post()
                .uri("/complete")
                .header("X-API-Key", TestObjects.KEY)
                .header("X-Request-Id", "starts")
                .header("Content-Type", "application/json")
                .bodyValue(TestObjects.QUESTION)
                .exchange()
                .expectStatus()
                .isOk();

        ReceivedSpan span = span("starts");
        assertThat(span.name()).isEqualTo("POST /complete");
        assertThat(span.service()).isEqualTo("gateway");
        assertThat(span.parentId()).isEmpty();
        assertThat(AGENT.take().header("traceparent")).isEqualTo("00-" + span.traceId() + "-" + span.spanId() + "-01");
    }

    @Test
    void joinsTheTraceOfACallerWithAValidKey() throws Exception {
        client.get()
                .uri("/capabilities")
                .header("X-API-Key", TestObjects.KEY)
                .header("X-Request-Id", "joins")
                .header("traceparent", TRACEPARENT)
                .exchange()
                .expectStatus()
                .isOk();

        ReceivedSpan span = span("joins");
        assertThat(span.traceId()).isEqualTo(TRACE);
        assertThat(span.parentId()).isEqualTo(PARENT);
        assertThat(AGENT.take().header("traceparent")).isEqualTo("00-" + TRACE + "-" + span.spanId() + "-01");
    }

    @Test
    void joinsNoTraceOfACallerWithoutAValidKeyAndNamesItsOwnInTheRefusal() throws Exception {
        Map<String, Object> refusal = client.get()
                .uri("/conversations")
                .header("X-API-Key", "not-a-key")
                .header("X-Request-Id", "stranger")
                .header("traceparent", TRACEPARENT)
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody(new ParameterizedTypeReference<Map<String, Object>>() {})
                .returnResult()
                .getResponseBody();

        ReceivedSpan span = span("stranger");
        assertThat(span.traceId()).isNotEqualTo(TRACE);
        assertThat(span.parentId()).isEmpty();
        assertThat(refusal).containsEntry("trace_id", span.traceId());
    }

    @Test
    void makesNoSpansOfHealthChecks() throws Exception {
        client.get().uri("/health").header("X-Request-Id", "health").exchange();
        client.get().uri("/nothing").header("X-Request-Id", "after-health").exchange();

        span("after-health");
        assertThat(COLLECTOR.spans())
                .noneMatch(span -> "health".equals(span.attributes().get("miner.request_id")));
    }

    private static ReceivedSpan span(String requestId) throws InterruptedException {
        return COLLECTOR.await(span -> requestId.equals(span.attributes().get("miner.request_id")));
    }
}
