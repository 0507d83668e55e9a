package io.minerstack.llmproxy.provider;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.bench.fake.FakeModel;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.ProxyClient;
import io.minerstack.llmproxy.TestRequests;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A model server joins while a request waits for the only place of another one. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "LLM_PROVIDER=vllm",
            "VLLM_MODEL=big-model",
            "LLM_DISCOVERY_INTERVAL=50ms",
            // no model list of the new server while the test runs
            "LLM_PROBE_INTERVAL=60"
        })
@Import(TestAddresses.class)
class JoiningServerIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final FakeModel ONE =
            FakeModel.start("127.0.0.1", 0, "big-model").workingOn(1);
    private static final FakeModel TWO = FakeModel.start("127.0.0.2", ONE.port(), "big-model");

    @Autowired
    private MeterRegistry meters;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        // other tests leave theirs
        TestAddresses.set("127.0.0.1");
        registry.add("VLLM_BASE_URL", () -> "http://localhost:" + ONE.port());
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    @Test
    void givesAWaitingRequestAPlaceAtOnce() {
        await().atMost(TIMEOUT).until(() -> gauge("miner.llm.places") == 1);
        ONE.always(FakeResponse.unanswered());
        TWO.always(FakeResponse.unanswered());
        try (ProxyClient client = new ProxyClient(port)) {
            List<CompletableFuture<HttpResponse<String>>> requests = Stream.generate(
                            () -> client.sendAsync(TestRequests.CHAT))
                    .limit(2)
                    .toList();
            await().atMost(TIMEOUT).until(() -> gauge("miner.llm.pending") == 1);

            TestAddresses.set("127.0.0.1", "127.0.0.2");

            await().atMost(TIMEOUT).until(() -> gauge("miner.llm.pending") == 0);
            requests.forEach(request -> request.cancel(true));
        }
    }
}
