package io.minerstack.memory.database;

import static io.minerstack.memory.TestObjects.feedback;
import static io.minerstack.memory.TestObjects.insert;
import static io.minerstack.memory.TestObjects.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.memory.MemoryServiceApplication;
import io.minerstack.testsupport.postgres.FaultInjectingProxy;
import io.minerstack.testsupport.postgres.TestDatabase;
import io.minerstack.testsupport.postgres.TestPostgres;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

@SpringBootTest(
        classes = MemoryServiceApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "LOG_FORMAT=text",
            "LOG_LEVEL=DEBUG",
            "RETENTION_SWEEPER=false",
            "DATABASE_POOL_SIZE=2",
            "DATABASE_ACQUIRE_TIMEOUT=1s",
            "DATABASE_CONNECT_TIMEOUT=1s",
            "DATABASE_STATEMENT_TIMEOUT=1s"
        })
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class DatabaseOutageIT {

    private static final TestDatabase DATABASE = TestPostgres.freshDatabase("outage");
    private static final FaultInjectingProxy PROXY = new FaultInjectingProxy(DATABASE.host(), DATABASE.port());

    private final WebTestClient client;
    private final WebTestClient management;

    DatabaseOutageIT(@LocalServerPort int port, @LocalManagementPort int managementPort) {
        client = client(port);
        management = client(managementPort);
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry registry) {
        registry.add("DATABASE_URL", () -> DATABASE.urlThrough("127.0.0.1", PROXY.port()));
    }

    @AfterEach
    void restoreConnection() {
        PROXY.forward();
        eventually(HttpStatus.OK);
    }

    @Test
    void answers503WithRetryAfterWhileTheDatabaseIsDownAndRecovers(CapturedOutput output) {
        eventually(HttpStatus.OK);
        PROXY.closeConnections();
        for (int i = 0; i < 5; i++) {
            client.post()
                    .uri("/turns")
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(turn("c", "t" + i))
                    .exchange()
                    .expectStatus()
                    .isEqualTo(503)
                    .expectHeader()
                    .exists("Retry-After")
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .expectBody(String.class)
                    .value(body -> assertThat(body)
                            .contains("\"error\":\"unavailable\"")
                            .doesNotContainIgnoringCase("sql")
                            .doesNotContain("Exception", "127.0.0.1"));
        }
        assertThat(output.getAll().lines().filter(line -> line.contains("database: unavailable: ")))
                .isNotEmpty()
                .noneMatch(line -> line.contains("Exception: ") || line.contains("Configuration{"));
        client.get().uri("/context?cid=c").exchange().expectStatus().isEqualTo(503);
        client.get().uri("/conversations").exchange().expectStatus().isEqualTo(503);
        client.post()
                .uri("/playbook/operations")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(feedback("c", "f", insert("fact", "k", "v")))
                .exchange()
                .expectStatus()
                .isEqualTo(503);

        PROXY.forward();
        eventually(HttpStatus.OK);
        client.post()
                .uri("/turns")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(turn("c", "t"))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void isLiveButNotReadyWhileTheDatabaseIsDown() {
        PROXY.closeConnections();
        management
                .get()
                .uri("/actuator/health/readiness")
                .exchange()
                .expectStatus()
                .isEqualTo(503);
        management
                .get()
                .uri("/actuator/health/liveness")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void keepsTheDeadlineIfTheDatabaseDoesNotAnswer() {
        eventually(HttpStatus.OK);
        PROXY.dropData();
        client.get()
                .uri("/context?cid=c")
                .header("X-Deadline", Long.toString(System.currentTimeMillis() + 500))
                .exchange()
                .expectStatus()
                .isEqualTo(504);
    }

    @Test
    void answersUnavailableIfTheDatabaseDoesNotAnswer() {
        eventually(HttpStatus.OK);
        PROXY.dropData();
        // both connections of the pool wait for answers that never come
        for (int i = 0; i < 2; i++) {
            client.get()
                    .uri("/context?cid=c")
                    .header("X-Deadline", Long.toString(System.currentTimeMillis() + 300))
                    .exchange()
                    .expectStatus()
                    .value(status -> assertThat(status).isIn(503, 504));
        }
        client.get().uri("/context?cid=c").exchange().expectStatus().isEqualTo(503);
    }

    private void eventually(HttpStatus wanted) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        HttpStatusCode status;
        do {
            status = Objects.requireNonNull(client.get()
                    .uri("/context?cid=c")
                    .exchange()
                    .returnResult(String.class)
                    .getStatus());
        } while (!status.equals(wanted) && System.nanoTime() < end);
        assertThat(status).isEqualTo(wanted);
    }

    private static WebTestClient client(int port) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .defaultHeader("X-Tenant", "default")
                .responseTimeout(Duration.ofSeconds(20))
                .build();
    }
}
