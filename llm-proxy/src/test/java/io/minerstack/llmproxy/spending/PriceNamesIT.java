package io.minerstack.llmproxy.spending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.bench.fake.FakeModel;
import io.minerstack.llmproxy.ProxyClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Prices by the name that {@code /health} shows, where the server itself names its model. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "LOG_FORMAT=text",
            "LLM_PROVIDER=vllm",
            "VLLM_MODEL=default",
            "LLM_PRICES=vllm/name-of-the-server=500000/900000,vllm/misspelt=1/1,openai/*=1/1",
            "LLM_PROBE_INTERVAL=200ms",
            "LLM_USAGE_GRACE=100ms"
        })
class PriceNamesIT {

    private static final FakeModel MODEL = FakeModel.start(0, "name-of-the-server");

    @Autowired
    private MeterRegistry meters;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        registry.add("VLLM_BASE_URL", MODEL::url);
    }

    @Test
    void countsCostsByTheNameThatTheServerShowsAndTellsOfPricesThatNoModelHas(CapturedOutput output) {
        await().atMost(Duration.ofSeconds(20)).until(() -> unused("vllm/misspelt") == 1);
        assertThat(unused("openai/*")).isEqualTo(1);
        assertThat(unused("vllm/name-of-the-server")).isZero();

        try (ProxyClient client = new ProxyClient(port)) {
            assertThat(client.ask(false).complete()).isTrue();
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> cost("input") > 0 && cost("output") > 0);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(output.getAll()
                        .lines()
                        .filter(line -> line.contains("LLM_PRICES: unused") && line.contains("vllm/misspelt")))
                .singleElement()
                .asString()
                .contains("this model: openai/*, vllm/misspelt.")
                .contains("It would match: vllm/default or vllm/name-of-the-server"));
    }

    private double unused(String price) {
        return meters.get("miner.llm.price.unused").tag("price", price).gauge().value();
    }

    private double cost(String type) {
        return meters.find("miner.llm.cost").tags("provider", "vllm", "type", type).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }
}
