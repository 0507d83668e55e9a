package io.minerstack.servicesupport.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceFiguresTests {

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void haveOnlyTheMetersThatTheConsoleShows() {
        meters.counter("miner.llm.answers", "provider", "vllm", "outcome", "answered")
                .increment(3);
        meters.counter("miner.secret.thing", "cid", "mine").increment();

        assertThat(ServiceFigures.read("llm-proxy", meters).meters())
                .containsExactly(new MeterFigure(
                        "miner.llm.answers", Map.of("provider", "vllm", "outcome", "answered"), 3.0, null, null, null));
    }

    @Test
    void haveOnlyTheTagsThatTheConsoleShows() {
        meters.counter("miner.llm.answers", "provider", "vllm", "outcome", "answered", "tenant", "anna")
                .increment();

        assertThat(ServiceFigures.read("llm-proxy", meters).meters())
                .extracting(MeterFigure::tags)
                .containsExactly(Map.of("provider", "vllm", "outcome", "answered"));
    }

    @Test
    void haveCountTotalAndBucketsOfATimer() {
        Timer timer = Timer.builder("http.server.requests")
                .tag("uri", "/complete")
                .serviceLevelObjectives(Duration.ofSeconds(1), Duration.ofSeconds(2))
                .register(meters);
        timer.record(Duration.ofMillis(1500));

        MeterFigure figure = ServiceFigures.read("gateway", meters).meters().getFirst();

        assertThat(figure.count()).isEqualTo(1);
        assertThat(figure.total()).isEqualTo(1.5);
        assertThat(figure.buckets()).contains(List.of(1.0, 0.0), List.of(2.0, 1.0));
    }

    @Test
    void haveCountAndTotalOfASummary() {
        DistributionSummary.builder("gen_ai.client.token.usage")
                .register(meters)
                .record(120);

        assertThat(ServiceFigures.read("llm-proxy", meters).meters())
                .containsExactly(new MeterFigure("gen_ai.client.token.usage", Map.of(), null, 1L, 120.0, null));
    }

    @Test
    void leaveOutHealthChecksAndGaugesWithoutAValue() {
        meters.timer("http.server.requests", "uri", "/health").record(Duration.ofMillis(1));
        meters.timer("http.server.requests", "uri", "/actuator/prometheus").record(Duration.ofMillis(1));
        meters.gauge("resilience4j.circuitbreaker.state", Double.NaN);

        assertThat(ServiceFigures.read("gateway", meters).meters()).isEmpty();
    }
}
