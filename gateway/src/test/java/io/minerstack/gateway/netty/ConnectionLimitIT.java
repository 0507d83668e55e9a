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
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A gateway with a limit of three connections. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"API_KEY=" + TestObjects.KEY, "MAX_CONNECTIONS=3", "management.server.port=0"})
class ConnectionLimitIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final ScriptedServer AGENT = ScriptedServer.start().background("/health", Answer.json(200, "{}"));
    private static final String REST_OF_HEAD = " HTTP/1.1\r\nHost: gateway\r\n\r\n";

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
    void closesAConnectionAboveTheLimitWithoutAResponse() throws IOException {
        fill();
        double before = refused();

        for (int more = 0; more < 5; more++) {
            try (RawHttpClient excess = new RawHttpClient(port)) {
                assertThat(excess.readToEnd()).isEmpty();
            }
        }

        assertThat(refused()).isEqualTo(before + 5);
        assertThat(open()).isEqualTo(3);
        assertThat(AGENT.startedCount()).isZero();
        // the open connections still work
        RawHttpClient first = connections.getFirst();
        first.send("GET /openapi.json" + REST_OF_HEAD);
        assertThat(first.readAvailable()).startsWith("HTTP/1.1 200");
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

    /** Opens three connections without sending a request. */
    private void fill() throws IOException {
        for (int connection = 0; connection < 3; connection++) {
            open(port);
        }
        Awaitility.await().atMost(SOON).until(() -> open() == 3);
    }

    private RawHttpClient open(int where) throws IOException {
        RawHttpClient connection = new RawHttpClient(where);
        connections.add(connection);
        return connection;
    }

    private double open() {
        return meters.get(ConnectionLimit.OPEN).gauge().value();
    }

    private double refused() {
        return meters.get(ConnectionLimit.REFUSED).counter().count();
    }
}
