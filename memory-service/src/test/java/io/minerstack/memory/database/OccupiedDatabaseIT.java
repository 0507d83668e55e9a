package io.minerstack.memory.database;

import static io.minerstack.memory.database.DatabaseSql.execute;
import static io.minerstack.memory.database.DatabaseSql.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.memory.MemoryServiceApplication;
import io.minerstack.testsupport.postgres.TestDatabase;
import io.minerstack.testsupport.postgres.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * A database whose default schema has tables of other software. The tables here are those of the miner whose API this
 * is, as its models declare them.
 */
class OccupiedDatabaseIT {

    private static final Path RELEASE_0_1_0 = Path.of("src/test/resources/release-0.1.0/database.sql");

    private static final String TABLES_OF_ANOTHER_MINER = """
            CREATE TABLE conversations (id serial PRIMARY KEY, cid varchar(100) NOT NULL UNIQUE,
                created_at timestamp NOT NULL, last_updated timestamp NOT NULL, message_count integer NOT NULL);
            CREATE TABLE messages (id serial PRIMARY KEY,
                conversation_id integer NOT NULL REFERENCES conversations (id),
                role varchar(20) NOT NULL, content text NOT NULL, timestamp timestamp NOT NULL, extra_data json);
            CREATE TABLE playbook_entries (id serial PRIMARY KEY, cid varchar(100) NOT NULL, insight_type varchar(50)
                NOT NULL, key varchar(200) NOT NULL, value text NOT NULL, version integer NOT NULL, is_active boolean);
            CREATE TABLE playbook_operations (id serial PRIMARY KEY, playbook_entry_id integer,
                cid varchar(100) NOT NULL,
                operation varchar(20) NOT NULL, extracted_data json, success boolean, timestamp timestamp);
            INSERT INTO conversations (cid, created_at, last_updated, message_count)
                VALUES ('theirs', now(), now(), 0);
            INSERT INTO messages (conversation_id, role, content, timestamp) VALUES (1, 'user', 'hello', now());
            """;

    @Test
    void keepsItsTablesInASchemaOfTheirOwnBesideAnotherMiners() throws SQLException {
        TestDatabase database = TestPostgres.freshDatabase("occupied");
        execute(database, TABLES_OF_ANOTHER_MINER);

        serve(database, client -> append(client, "turn-1"));
        // a second start finds the tables of the first one
        serve(database, client -> {
            append(client, "turn-2");
            client.get()
                    .uri("/conversations/{cid}", "ours")
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.message_count")
                    .isEqualTo(4);
            client.get()
                    .uri("/conversations/{cid}", "theirs")
                    .exchange()
                    .expectStatus()
                    .isNotFound();
        });

        assertThat(query(database, "SELECT count(*) FROM miner_stack.message")).isEqualTo("4");
        assertThat(query(
                        database,
                        "SELECT string_agg(tablename, ',' ORDER BY tablename) FROM pg_tables"
                                + " WHERE schemaname = 'public'"))
                .isEqualTo("conversations,messages,playbook_entries,playbook_operations");
        assertThat(query(database, "SELECT content FROM public.messages")).isEqualTo("hello");
    }

    @Test
    void usesTheDefaultSchemaOfAnEmptyDatabase() throws SQLException {
        TestDatabase database = TestPostgres.freshDatabase("empty");
        serve(database, client -> append(client, "turn-1"));

        assertThat(query(database, "SELECT count(*) FROM public.message")).isEqualTo("2");
        assertThat(query(database, "SELECT to_regnamespace('miner_stack') IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void leavesADatabaseOfRelease010WhereItIsAlsoBesideAnotherMinersTables() throws IOException, SQLException {
        TestDatabase database = TestPostgres.freshDatabase("shared010");
        execute(database, Files.readString(RELEASE_0_1_0, StandardCharsets.UTF_8));
        execute(
                database,
                TABLES_OF_ANOTHER_MINER
                        .replace("CREATE TABLE ", "CREATE TABLE public.")
                        .replace("INSERT INTO ", "INSERT INTO public.")
                        .replace("REFERENCES ", "REFERENCES public."));
        serve(database, client -> append(client, "turn-1"));

        assertThat(query(database, "SELECT count(*) FROM public.message WHERE cid = 'ours'"))
                .isEqualTo("2");
        assertThat(query(database, "SELECT to_regnamespace('miner_stack') IS NULL"))
                .isEqualTo("t");
    }

    private interface Calls {
        void with(WebTestClient client);
    }

    private static void serve(TestDatabase database, Calls calls) {
        try (ConfigurableApplicationContext context = SpringApplication.run(
                MemoryServiceApplication.class,
                "--DATABASE_URL=" + database.url().replace("postgresql://", "postgresql+psycopg2://"),
                "--server.port=0",
                "--management.server.port=0")) {
            calls.with(WebTestClient.bindToServer()
                    .baseUrl("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"))
                    .defaultHeader("X-Tenant", "default")
                    .build());
        }
    }

    private static void append(WebTestClient client, String turnId) {
        client.post()
                .uri("/turns")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("cid", "ours", "turn_id", turnId, "user", "Hello", "assistant", "Welcome"))
                .exchange()
                .expectStatus()
                .isOk();
    }
}
