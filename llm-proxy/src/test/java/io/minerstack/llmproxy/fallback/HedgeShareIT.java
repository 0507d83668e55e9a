package io.minerstack.llmproxy.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.bench.fake.FakeModel;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.ProxyClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The share of second attempts as it comes. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "LLM_PROVIDER=vllm",
            "VLLM_MODEL=big-model",
            "LLM_HEDGE_TIME_LEFT=60",
            "LLM_PROBE_INTERVAL=200ms"
        })
class HedgeShareIT {

    private static final int FAST_REQUESTS = 60;
    private static final int SLOW_REQUESTS = 24;
    private static final FakeModel ONE = FakeModel.start(0, "big-model");
    private static final FakeModel TWO = FakeModel.start(0, "big-model");

    @Autowired
    private MeterRegistry meters;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        registry.add("VLLM_BASE_URL", () -> ONE.url() + "/v1, " + TWO.url());
    }

    @Test
    void doublesNoMoreThanFivePercentOfTheRequests() {
        try (ProxyClient client = new ProxyClient(port)) {
            ask(client, FAST_REQUESTS);
            // a second attempt would help each time, because the other server stays fast
            ONE.always(FakeResponse.ok().after(Duration.ofMillis(400)));
            ask(client, SLOW_REQUESTS);
        }

        assertThat(hedges("started")).isBetween(1.0, 0.05 * (FAST_REQUESTS + SLOW_REQUESTS));
        assertThat(hedges("suppressed")).isPositive();
    }

    private static void ask(ProxyClient client, int requests) {
        for (int i = 0; i < requests; i++) {
            assertThat(client.ask(false).status()).isEqualTo(200);
        }
    }

    private double hedges(String outcome) {
        Counter counter =
                meters.find("miner.llm.hedges").tag("outcome", outcome).counter();
        return counter == null ? 0 : counter.count();
    }
}
