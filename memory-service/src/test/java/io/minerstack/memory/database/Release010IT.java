package io.minerstack.memory.database;

import io.minerstack.memory.MemoryServiceApplication;
import io.minerstack.testsupport.postgres.TestDatabase;
import io.minerstack.testsupport.postgres.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A database that release 0.1.0 filled is served as it is: its conversation, its playbook, its turn ids. */
class Release010IT {

    private static final Path DUMP = Path.of("src/test/resources/release-0.1.0/database.sql");
    private static final String CID = "old ä 1";

    @Test
    void servesAndContinuesADatabaseOfRelease010() throws IOException, SQLException {
        TestDatabase database = TestPostgres.freshDatabase("release010");
        load(database);

        try (ConfigurableApplicationContext context = SpringApplication.run(
                MemoryServiceApplication.class,
                "--DATABASE_URL=" + database.url(),
                "--server.port=0",
                "--management.server.port=0")) {
            WebTestClient client = WebTestClient.bindToServer()
                    .baseUrl("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"))
                    .defaultHeader("X-Tenant", "default")
                    .build();

            messages(client, 10, "Task: Chat\nQuery 1: Question number 3: say a short word.");
            client.get()
                    .uri("/playbook/{cid}", CID)
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.entry_count")
                    .isEqualTo(3)
                    .jsonPath("$.entries[?(@.key == 'user_name')].value")
                    .isEqualTo("My name is Ada");
            // the turn id that 0.1.0 stored last: a repeat stores nothing
            append(client, "a22a375b-5954-d914-1f5e-6ade2b831c0c");
            messages(client, 10, "Task: Chat\nQuery 1: Question number 3: say a short word.");
            append(client, "a-turn-of-the-new-release");
            messages(client, 10, "Task: Chat\nQuery 1: Question number 4: say a short word.");
        }
    }

    private static void load(TestDatabase database) throws IOException, SQLException {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(DUMP, StandardCharsets.UTF_8));
        }
    }

    private static void messages(WebTestClient client, int count, String oldest) {
        client.get()
                .uri("/conversations/{cid}", CID)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.message_count")
                .isEqualTo(count)
                .jsonPath("$.messages[0].content")
                .isEqualTo(oldest);
    }

    private static void append(WebTestClient client, String turnId) {
        client.post()
                .uri("/turns")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("cid", CID, "turn_id", turnId, "user", "Hello again", "assistant", "Welcome back"))
                .exchange()
                .expectStatus()
                .isOk();
    }
}
