package io.minerstack.llmproxy.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.SingleProviderSetup;
import io.minerstack.testsupport.otlp.OtlpReceiver;
import io.minerstack.testsupport.otlp.ReceivedSpan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The spans of requests to a vLLM server, as a collector gets them. */
class ModelTracingIT extends SingleProviderSetup {

    private static final String PARENT = "00f067aa0ba902b7";

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
    void makesASpanOfTheRequestToTheModelAndPassesItToTheModelServer() throws Exception {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        assertThat(client.ask(true, "traceparent", "00-" + trace + "-" + PARENT + "-01")
                        .complete())
                .isTrue();

        ReceivedSpan span = COLLECTOR.await(one -> isModelSpan(one, trace));
        ReceivedSpan server = COLLECTOR.await(one -> isServerSpan(one, trace));
        assertThat(server.parentId()).isEqualTo(PARENT);
        assertThat(span.parentId()).isEqualTo(server.spanId());
        assertThat(span.name()).isEqualTo("chat only-model");
        assertThat(span.service()).isEqualTo("llm-proxy");
        assertThat(span.failed()).isFalse();
        assertThat(span.events()).containsExactly("first token");
        assertThat(span.attributes())
                .containsEntry("gen_ai.operation.name", "chat")
                .containsEntry("gen_ai.provider.name", "vllm")
                .containsEntry("gen_ai.request.model", "only-model")
                .containsEntry("gen_ai.request.max_tokens", "777")
                .containsEntry("gen_ai.request.temperature", "0.6")
                .containsEntry("gen_ai.response.model", "only-model")
                .containsEntry("gen_ai.response.finish_reasons", "stop")
                .containsEntry("server.address", "127.0.0.1")
                .hasEntrySatisfying("gen_ai.usage.input_tokens", tokens -> assertThat(Integer.parseInt(tokens))
                        .isPositive())
                .hasEntrySatisfying("gen_ai.usage.output_tokens", tokens -> assertThat(Integer.parseInt(tokens))
                        .isPositive());
        assertThat(MODEL.lastRequest().header("traceparent")).isEqualTo("00-" + trace + "-" + span.spanId() + "-01");
    }

    @Test
    void namesTheFailureOfAnAttemptAndMakesASpanOfEach() throws Exception {
        String trace = "aaaabbbbccccddddeeeeffff00001111";
        MODEL.next(FakeResponse.error(500)).always(FakeResponse.ok());

        client.ask(false, "traceparent", "00-" + trace + "-" + PARENT + "-01");

        ReceivedSpan failed = COLLECTOR.await(one -> isModelSpan(one, trace) && one.failed());
        assertThat(failed.attributes()).containsKey("error.type");
        assertThat(failed.events()).isEmpty();
        ReceivedSpan second = COLLECTOR.await(one -> isModelSpan(one, trace) && !one.failed());
        assertThat(second.parentId()).isEqualTo(failed.parentId());
    }

    @Test
    void hasNoTextOfPromptsAndAnswersInSpans() throws Exception {
        String trace = "11112222333344445555666677778888";
        client.ask(false, "traceparent", "00-" + trace + "-" + PARENT + "-01");

        COLLECTOR.await(one -> isModelSpan(one, trace));
        assertThat(COLLECTOR.spans().toString()).doesNotContain("Count to ten").doesNotContain("three four");
    }

    @Test
    void makesNoSpanOfARequestWithoutATrace() throws Exception {
        String trace = "99992222333344445555666677778888";
        client.ask(false, "X-Request-Id", "without-a-trace");
        client.ask(false, "traceparent", "00-" + trace + "-" + PARENT + "-01");

        COLLECTOR.await(one -> isServerSpan(one, trace));
        assertThat(COLLECTOR.spans())
                .noneMatch(one -> "without-a-trace".equals(one.attributes().get("miner.request_id")));
    }

    private static boolean isModelSpan(ReceivedSpan span, String trace) {
        return span.traceId().equals(trace) && span.kind().equals("CLIENT");
    }

    private static boolean isServerSpan(ReceivedSpan span, String trace) {
        return span.traceId().equals(trace) && span.kind().equals("SERVER");
    }
}
