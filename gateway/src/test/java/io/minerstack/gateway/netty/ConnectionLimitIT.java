package io.minerstack.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.gateway.TestObjects;
import io.minerstack.testsupport.http.Answer;
import io.minerstack.testsupport.http.RawHttpClient;
import io.minerstack.testsupport.http.ScriptedServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A gateway with a limit of three connections, two of them without a key of one address. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "API_KEY=" + TestObjects.KEY,
            "MAX_CONNECTIONS=3",
            "MAX_CONNECTIONS_PER_ADDRESS=2",
            "management.server.port=0"
        })
class ConnectionLimitIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final ScriptedServer AGENT = ScriptedServer.start();
    private static final String REST_OF_HEAD = " HTTP/1.1\r\nHost: gateway\r\n\r\n";
    private static final String REST_WITH_KEY =
            " HTTP/1.1\r\nHost: gateway\r\nX-API-Key: " + TestObjects.KEY + "\r\n\r\n";

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @Autowired
    private MeterRegistry meters;

    private final List<RawHttpClient> connections = new ArrayList<>();

    @DynamicPropertySource
    static void agent(DynamicPropertyRegistry registry) {
        registry.add("AGENT_SERVICE_URL", AGENT::url);
    }

    @BeforeEach
    void answer() {
        AGENT.reset();
        AGENT.answer(TestObjects.OK);
        AGENT.background("/health", Answer.json(200, "{}"));
    }

    @AfterEach
    void closeConnections() throws IOException {
        for (RawHttpClient connection : connections) {
            connection.close();
        }
        Awaitility.await().atMost(SOON).until(() -> open() == 0);
    }

    @AfterAll
    static void stopAgent() {
        AGENT.stop();
    }

    @Test
    void closesTheOldestConnectionWithoutAKeyForOneMoreOfTheSameAddress() throws IOException {
        RawHttpClient oldest = open(port);
        open(port);
        double before = evicted("address_share");

        RawHttpClient third = open(port);

        assertThat(oldest.readToEnd()).isEmpty();
        third.send("GET /" + REST_OF_HEAD);
        assertThat(third.readAvailable()).startsWith("HTTP/1.1 200");
        assertThat(evicted("address_share")).isEqualTo(before + 1);
        assertThat(open()).isEqualTo(2);
    }

    @Test
    void acceptsAValidKeyWhileAnAddressHoldsAllItsConnectionsOpen() throws IOException {
        RawHttpClient caller = openWithKey();
        for (int flood = 0; flood < 20; flood++) {
            open(port);

            caller.send("GET /capabilities" + REST_WITH_KEY);
            assertThat(answer(caller)).startsWith("HTTP/1.1 200");
        }

        assertThat(openWithKey()).as("a new connection with a key").isNotNull();
    }

    @Test
    void makesRoomForACallerThatHasYetToShowItsKey() throws IOException {
        RawHttpClient longestIdle = openWithKey();
        openWithKey();
        openWithKey();
        double before = evicted("full");

        assertThat(openWithKey()).isNotNull();

        assertThat(longestIdle.readToEnd()).isEmpty();
        assertThat(evicted("full")).isEqualTo(before + 1);
    }

    @Test
    void closesAConnectionAboveTheLimitWithoutAResponse() throws IOException {
        AGENT.answer("/conversations", Answer.never());
        for (int busy = 0; busy < 3; busy++) {
            RawHttpClient caller = openWithKey();
            caller.send("GET /conversations" + REST_WITH_KEY);
        }
        Awaitility.await()
                .atMost(SOON)
                .until(() -> AGENT.requests("GET", "/conversations").size() >= 3);
        double before = refused();

        for (int more = 0; more < 5; more++) {
            try (RawHttpClient excess = new RawHttpClient(port)) {
                assertThat(excess.readToEnd()).isEmpty();
            }
        }

        assertThat(refused()).isEqualTo(before + 5);
        assertThat(open()).isEqualTo(3);
    }

    @Test
    void acceptsAConnectionAgainAfterOneIsClosed() throws IOException {
        fill();

        connections.removeFirst().close();
        Awaitility.await().atMost(SOON).until(() -> open() == 2);

        RawHttpClient next = open(port);
        next.send("GET /" + REST_OF_HEAD);
        assertThat(next.readAvailable()).startsWith("HTTP/1.1 200");
    }

    @Test
    void doesNotLimitTheManagementPort() throws IOException {
        fill();

        for (int probe = 0; probe < 6; probe++) {
            RawHttpClient prober = open(managementPort);
            prober.send("GET /actuator/health/liveness" + REST_OF_HEAD);
            assertThat(prober.readAvailable()).startsWith("HTTP/1.1 200");
        }
        assertThat(open()).isEqualTo(3);
    }

    /** Opens three connections, two of them with a valid key. */
    private void fill() throws IOException {
        openWithKey();
        openWithKey();
        open(port);
        Awaitility.await().atMost(SOON).until(() -> open() == 3);
    }

    /** Opens a connection and sends a request with a valid key. */
    private RawHttpClient openWithKey() throws IOException {
        RawHttpClient connection = open(port);
        connection.send("GET /capabilities" + REST_WITH_KEY);
        assertThat(answer(connection)).startsWith("HTTP/1.1 200");
        return connection;
    }

    /** A whole answer of agent-service, whose head and body may come one after the other. */
    private static String answer(RawHttpClient connection) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith("{\"ok\":true}")) {
            String part = connection.readAvailable();
            assertThat(part).as("after %s", answer).isNotEmpty();
            answer.append(part);
        }
        return answer.toString();
    }

    private RawHttpClient open(int where) throws IOException {
        RawHttpClient connection = new RawHttpClient(where);
        connections.add(connection);
        return connection;
    }

    private double open() {
        return meters.get(ConnectionLimit.OPEN).gauge().value();
    }

    private double evicted(String reason) {
        return meters.get(ConnectionLimit.EVICTED)
                .tag("reason", reason)
                .counter()
                .count();
    }

    private double refused() {
        return meters.get(ConnectionLimit.REFUSED).counter().count();
    }
}
