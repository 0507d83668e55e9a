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

/** Two servers of a provider with one place, which the first attempt has. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "LLM_PROVIDER=vllm",
            "VLLM_MODEL=big-model",
            "VLLM_MAX_CONCURRENT=1",
            "LLM_HEDGE_SHARE=0.5",
            "LLM_HEDGE_TIME_LEFT=60"
        })
class HedgePlaceIT {

    private static final int FAST_REQUESTS = 60;
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
    void countsASecondAttemptWithoutAPlaceAsSuppressed() {
        try (ProxyClient client = new ProxyClient(port)) {
            for (int request = 0; request < FAST_REQUESTS; request++) {
                assertThat(client.ask(false).status()).isEqualTo(200);
            }
            double started = hedges("started");
            double suppressed = hedges("suppressed");
            ONE.always(FakeResponse.ok().after(Duration.ofSeconds(1)));
            TWO.always(FakeResponse.ok().after(Duration.ofSeconds(1)));

            assertThat(client.ask(false).status()).isEqualTo(200);

            assertThat(hedges("started")).isEqualTo(started);
            assertThat(hedges("suppressed")).isEqualTo(suppressed + 1);
        }
    }

    private double hedges(String outcome) {
        Counter counter =
                meters.find("miner.llm.hedges").tag("outcome", outcome).counter();
        return counter == null ? 0 : counter.count();
    }
}
