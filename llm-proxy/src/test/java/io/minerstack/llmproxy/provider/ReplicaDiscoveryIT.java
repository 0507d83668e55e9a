package io.minerstack.llmproxy.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.bench.fake.FakeModel;
import io.minerstack.bench.fake.FakeResponse;
import io.minerstack.llmproxy.ProxyClient;
import io.minerstack.llmproxy.TestRequests;
import io.minerstack.llmproxy.upstream.Upstream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Model servers behind one name, as the pods of a headless Service: one port for all, and an address for each. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "LLM_PROVIDER=vllm",
            "VLLM_MODEL=big-model",
            "VLLM_MAX_CONCURRENT=2",
            "LLM_DISCOVERY_INTERVAL=50ms",
            "LLM_OUTAGE_WAIT=5"
        })
@Import(TestAddresses.class)
class ReplicaDiscoveryIT {

    private static final FakeModel ONE = FakeModel.start("127.0.0.1", 0, "big-model");
    private static final FakeModel TWO = FakeModel.start("127.0.0.2", ONE.port(), "big-model");
    private static final FakeModel THREE = FakeModel.start("127.0.0.3", ONE.port(), "big-model");

    @Autowired
    private Providers providers;

    @Autowired
    private CircuitBreakerRegistry breakers;

    @Autowired
    private MeterRegistry meters;

    @LocalServerPort
    private int port;

    @SuppressWarnings("NullAway.Init")
    private ProxyClient client;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry registry) {
        registry.add("VLLM_BASE_URL", () -> "http://localhost:" + ONE.port());
    }

    @BeforeEach
    void start() {
        client = new ProxyClient(port);
        Stream.of(ONE, TWO, THREE).forEach(FakeModel::reset);
    }

    @AfterEach
    void stop() {
        client.close();
    }

    @Test
    void eachAddressIsAServerOfItsOwnAndHearsTheName() {
        addresses("127.0.0.2", "127.0.0.3");

        for (int request = 0; request < 6; request++) {
            assertThat(client.ask(false).status()).isEqualTo(200);
        }

        assertThat(ONE.attempts()).isZero();
        assertThat(TWO.attempts()).isEqualTo(3);
        assertThat(THREE.attempts()).isEqualTo(3);
        assertThat(TWO.lastRequest().header("Host")).isEqualTo("localhost:" + ONE.port());
    }

    @Test
    void aServerThatLeavesFinishesItsRequestsAndGetsNoMore() {
        addresses("127.0.0.2", "127.0.0.3");
        TWO.always(FakeResponse.ok().after(Duration.ofSeconds(2)));
        THREE.always(FakeResponse.ok().after(Duration.ofSeconds(2)));
        List<CompletableFuture<HttpResponse<String>>> running = new ArrayList<>();
        for (int request = 1; request <= 2; request++) {
            running.add(client.sendAsync(TestRequests.CHAT));
            int sent = request;
            await().atMost(Duration.ofSeconds(5)).until(() -> TWO.inFlight() + THREE.inFlight() == sent);
        }

        addresses("127.0.0.1", "127.0.0.3");
        ONE.always(FakeResponse.ok());
        THREE.always(FakeResponse.ok());
        for (int request = 0; request < 4; request++) {
            assertThat(client.ask(false).status()).isEqualTo(200);
        }

        assertThat(running)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(TWO.attempts()).isEqualTo(1);
        assertThat(TWO.cancelled()).isZero();
        assertThat(ONE.attempts()).isPositive();
    }

    @Test
    void aRequestThatWaitsForAServerThatLeavesGoesToAnother() {
        addresses("127.0.0.2", "127.0.0.3");
        Stream.of(TWO, THREE).forEach(model -> model.always(FakeResponse.ok().after(Duration.ofSeconds(2))));
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int request = 1; request <= 4; request++) {
            answers.add(client.sendAsync(TestRequests.CHAT));
            int sent = request;
            await().atMost(Duration.ofSeconds(5)).until(() -> TWO.inFlight() + THREE.inFlight() + pending() == sent);
        }

        addresses("127.0.0.1", "127.0.0.3");

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(TWO.attempts()).isEqualTo(1);
    }

    private double pending() {
        return meters.get("miner.llm.pending").gauge().value();
    }

    /** Names are used again, so a server that is replaced each hour makes no new series in a year. */
    @Test
    void nothingOfAServerStaysWhenItLeaves() {
        addresses("127.0.0.1", "127.0.0.2", "127.0.0.3");
        breakers.circuitBreaker("vllm-3").transitionToOpenState();

        addresses("127.0.0.1", "127.0.0.2");
        assertThat(breakers.getAllCircuitBreakers())
                .extracting(CircuitBreaker::getName)
                .containsExactlyInAnyOrder("vllm-1", "vllm-2");
        assertThat(meters.find("miner.llm.tokens.per.second").gauges()).hasSize(2);
        assertThat(meters.find("resilience4j.circuitbreaker.failure.rate").gauges())
                .hasSize(2);
        assertThat(meters.get("miner.llm.upstreams").gauge().value()).isEqualTo(2);

        addresses("127.0.0.1", "127.0.0.3");

        assertThat(names()).containsExactlyInAnyOrder("vllm-1", "vllm-2");
        assertThat(upstreams()).allMatch(Upstream::isAvailable);
    }

    @Test
    void anAnswerWithoutAddressesAndALookThatFailsChangeNothing() {
        addresses("127.0.0.1", "127.0.0.2");
        List<Upstream> before = upstreams();

        addresses();
        assertThat(upstreams()).isEqualTo(before);
        TestAddresses.fail();
        awaitLook();

        assertThat(upstreams()).isEqualTo(before);
        assertThat(client.ask(false).status()).isEqualTo(200);
    }

    @Test
    void theLastServerOfSeveralStaysTheSame() {
        addresses("127.0.0.1", "127.0.0.2");
        List<Upstream> before = upstreams();

        addresses("127.0.0.2");

        assertThat(upstreams()).singleElement().isIn(before);
        assertThat(client.ask(false).status()).isEqualTo(200);
        assertThat(TWO.attempts()).isEqualTo(1);
    }

    private static void addresses(String... addresses) {
        TestAddresses.set(addresses);
        awaitLook();
    }

    private static void awaitLook() {
        int before = TestAddresses.looks();
        await().atMost(Duration.ofSeconds(5)).until(() -> TestAddresses.looks() >= before + 2);
    }

    private List<Upstream> upstreams() {
        return providers.all().getFirst().upstreams();
    }

    private List<String> names() {
        return upstreams().stream().map(Upstream::name).toList();
    }
}
