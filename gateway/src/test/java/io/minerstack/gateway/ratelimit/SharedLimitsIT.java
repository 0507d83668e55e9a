package io.minerstack.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.gateway.GatewayApplication;
import io.minerstack.gateway.TestObjects;
import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Two whole gateways and one Valkey, which is killed and started under load. */
class SharedLimitsIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final TestValkey VALKEY = TestValkey.start();
    private static final ScriptedServer AGENT = ScriptedServer.start();

    private static List<ConfigurableApplicationContext> gateways = List.of();
    private static List<WebTestClient> clients = List.of();

    @BeforeAll
    static void startGateways() {
        AGENT.answer(TestObjects.OK);
        AGENT.background("/health", Answer.json(200, "{}"));
        gateways = Stream.of("a", "b").map(name -> startGateway()).toList();
        clients = gateways.stream().map(SharedLimitsIT::client).toList();
    }

    @AfterAll
    static void stop() {
        gateways.forEach(ConfigurableApplicationContext::close);
        AGENT.stop();
        VALKEY.close();
    }

    @Test
    void grantTheLimitOfAKeyOnceUnlessValkeyIsAway() {
        assertThat(statuses("/conversations", 30)).containsOnly(entries(20, 200), entries(10, 429));

        VALKEY.kill();
        // no request fails or is refused while each gateway finds out
        assertThat(statuses("/playbook/c", 20)).containsOnly(entries(20, 200));
        Awaitility.await().atMost(SOON).until(() -> gateways.stream().allMatch(gateway -> down(gateway) == 1));
        assertThat(statuses("/capabilities", 50)).containsOnly(entries(40, 200), entries(10, 429));

        VALKEY.restart();
        Awaitility.await().atMost(SOON).until(() -> gateways.stream().allMatch(gateway -> down(gateway) == 0));
        assertThat(statuses("/conversations", 30)).containsOnly(entries(20, 200), entries(10, 429));
    }

    private record Statuses(long count, int status) {}

    private static Statuses entries(long count, int status) {
        return new Statuses(count, status);
    }

    /** Sends requests to the gateways in turn. Returns how often each status came. */
    private static List<Statuses> statuses(String path, int requests) {
        List<Integer> statuses = IntStream.range(0, requests)
                .mapToObj(request -> clients.get(request % 2)
                        .get()
                        .uri(path)
                        .header("X-API-Key", TestObjects.KEY)
                        .exchange()
                        .returnResult(Void.class)
                        .getStatus()
                        .value())
                .toList();
        return statuses.stream()
                .distinct()
                .map(status -> entries(statuses.stream().filter(status::equals).count(), status))
                .toList();
    }

    private static double down(ConfigurableApplicationContext gateway) {
        return gateway.getBean(MeterRegistry.class)
                .get(ValkeyMetrics.DOWN)
                .gauge()
                .value();
    }

    private static ConfigurableApplicationContext startGateway() {
        return new SpringApplication(GatewayApplication.class)
                .run(
                        "--API_KEY=" + TestObjects.KEY,
                        "--VALKEY_URL=" + VALKEY.url(),
                        // the machine of a test may be slow
                        "--VALKEY_TIMEOUT=5s",
                        "--AGENT_SERVICE_URL=" + AGENT.url(),
                        "--RATE_LIMIT_CONVERSATIONS=20/h",
                        "--RATE_LIMIT_PLAYBOOK=20/h",
                        "--RATE_LIMIT_CAPABILITIES=20/h",
                        "--server.port=0",
                        "--management.server.port=0");
    }

    private static WebTestClient client(ConfigurableApplicationContext gateway) {
        String port = Objects.requireNonNull(gateway.getEnvironment().getProperty("local.server.port"));
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .responseTimeout(SOON)
                .build();
    }
}
