package io.minerstack.llmproxy.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.TwoProviderSetup;
import io.minerstack.testsupport.otlp.OtlpReceiver;
import io.minerstack.testsupport.otlp.ReceivedSpan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The spans of an answer that OpenAI gives because vLLM fails. */
class FallbackTracingIT extends TwoProviderSetup {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

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
    void showsBothProvidersInOneTraceAndTellsAPublicOneNothingOfIt() throws Exception {
        PRIMARY.always(FakeResponse.error(500));

        assertThat(client.ask(false, "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                        .status())
                .isEqualTo(200);

        ReceivedSpan failed = COLLECTOR.await(span -> isOf(span, "vllm"));
        ReceivedSpan answered = COLLECTOR.await(span -> isOf(span, "openai"));
        assertThat(failed.failed()).isTrue();
        assertThat(failed.attributes()).containsEntry("error.type", "server_error");
        assertThat(answered.failed()).isFalse();
        assertThat(answered.name()).isEqualTo("chat fallback-model");
        assertThat(PRIMARY.lastRequest().header("traceparent")).startsWith("00-" + TRACE);
        assertThat(FALLBACK.lastRequest().header("traceparent")).isNull();
    }

    private static boolean isOf(ReceivedSpan span, String provider) {
        return span.traceId().equals(TRACE) && provider.equals(span.attributes().get("gen_ai.provider.name"));
    }
}
