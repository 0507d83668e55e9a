package io.minerstack.memory.database;

import static io.minerstack.memory.database.DatabaseSql.execute;
import static io.minerstack.memory.database.DatabaseSql.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.memory.MemoryServiceApplication;
import io.minerstack.testsupport.postgres.TestDatabase;
import io.minerstack.testsupport.postgres.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Migrations outside the service: by their own command and role, while services of other versions are running. */
@ExtendWith(OutputCaptureExtension.class)
class SchemaVersionIT {

    private static final String ROLE =
            "service \"of\" memory " + ProcessHandle.current().pid();
    private static final List<TestDatabase> MIGRATED = new ArrayList<>();

    @BeforeAll
    static void createRole() throws SQLException {
        execute(TestPostgres.freshDatabase("roles"), "CREATE ROLE " + quoted() + " LOGIN PASSWORD 'of service'");
    }

    @AfterAll
    static void dropRole() throws SQLException {
        for (TestDatabase database : MIGRATED) {
            execute(database, "DROP OWNED BY " + quoted());
        }
        execute(MIGRATED.getFirst(), "DROP ROLE " + quoted());
    }

    @Test
    void servesWithARoleThatMayNotChangeTheSchema() throws SQLException {
        TestDatabase database = TestPostgres.freshDatabase("tworoles");
        migrate(database);

        TestDatabase asService =
                new TestDatabase(database.host(), database.port(), database.name(), ROLE, "of service");
        serve(asService, (service, management) -> {
            assertReady(management);
            append(service, "turn-1");
            service.delete()
                    .uri("/conversations/{cid}", "ours")
                    .exchange()
                    .expectStatus()
                    .is2xxSuccessful();
        });
        assertRefused(asService, "ALTER TABLE message ADD COLUMN more text");
        assertRefused(asService, "DROP FUNCTION forget");
        assertRefused(asService, "UPDATE flyway_schema_history SET version = '9'");
    }

    @Test
    void grantsTheFunctionsWhereTheOwnerRevokedTheDefault() throws SQLException {
        TestDatabase database = TestPostgres.freshDatabase("revoked");
        String defaults = "ALTER DEFAULT PRIVILEGES %s EXECUTE ON FUNCTIONS %s PUBLIC";
        execute(database, defaults.formatted("REVOKE", "FROM"));
        try {
            migrate(database);
            // a function that nobody may call but its owner, although it is in the same schema
            execute(database, "CREATE FUNCTION of_the_owner() RETURNS integer LANGUAGE sql AS 'SELECT 1'");
            migrate(database);
        } finally {
            execute(database, defaults.formatted("GRANT", "TO"));
        }

        assertThat(query(
                        database,
                        "SELECT string_agg(proname, ',') FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
                                + " AND prorettype <> 'trigger'::regtype AND NOT has_function_privilege('"
                                + ROLE + "', oid, 'EXECUTE')"))
                .isEqualTo("of_the_owner");
        TestDatabase asService =
                new TestDatabase(database.host(), database.port(), database.name(), ROLE, "of service");
        serve(asService, (service, management) -> append(service, "turn-1"));
    }

    @Test
    void warnsOfARoleThatMayCreateTables(CapturedOutput output) throws SQLException {
        String line = "database: DATABASE_SERVICE_ROLE may create tables in the schema ";
        TestDatabase database = TestPostgres.freshDatabase("maycreate");
        execute(database, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        migrate(database);
        assertThat(output.getAll()).doesNotContain(line);

        execute(database, "GRANT CREATE ON SCHEMA public TO " + quoted());
        migrate(database);
        assertThat(output.getAll()).containsOnlyOnce(line + "public,");
    }

    @Test
    void warnsOfARoleThatMayCreateTablesBesideOthers(CapturedOutput output) throws SQLException {
        TestDatabase database = TestPostgres.freshDatabase("maycreatebeside");
        execute(database, "CREATE TABLE conversations (id int); GRANT CREATE ON SCHEMA public TO " + quoted());
        migrate(database);
        assertThat(output.getAll()).doesNotContain("may create tables");

        execute(database, "GRANT CREATE ON SCHEMA miner_stack TO " + quoted());
        migrate(database);
        assertThat(output.getAll()).containsOnlyOnce("may create tables in the schema miner_stack,");
    }

    @Test
    void isReadyOnlyWhenTheMigrationsHaveRun(CapturedOutput output) throws SQLException {
        TestDatabase database = TestPostgres.freshDatabase("unmigrated");
        serve(database, (service, management) -> {
            assertNotReady(management);
            assertThat(output.getAll())
                    .contains("database schema: found no version, this service needs version "
                            + NewestMigration.version() + " or later; not ready until it is there");
            migrate(database);
            assertReady(management);
            append(service, "turn-1");
        });
    }

    @Test
    void isNotReadyWithAnEarlierSchemaAndSaysSoOnce(CapturedOutput output) throws SQLException {
        TestDatabase database = TestPostgres.freshDatabase("earlier");
        migrate(database);
        execute(database, "DELETE FROM flyway_schema_history WHERE version <> '1'");

        serve(database, (service, management) -> {
            assertNotReady(management);
            assertNotReady(management);
        });
        assertThat(output.getAll()).containsOnlyOnce("database schema: found version 1, this service needs");
    }

    @Test
    void servesALaterSchemaAndLeavesItsFunctionsAlone() throws SQLException {
        TestDatabase database = TestPostgres.freshDatabase("later");
        migrate(database);
        // what a later version leaves behind: its row, and a function of this version with another text
        execute(database, """
                INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,
                    installed_by, execution_time, success)
                    VALUES (1000, '999', 'later', 'SQL', 'V999__later.sql', 1, current_user, 1, true);
                UPDATE flyway_schema_history SET checksum = 5 WHERE script = 'R__forget.sql';
                COMMENT ON FUNCTION forget IS 'of a later version';
                CREATE OR REPLACE FUNCTION forget(p_tenant text, p_cid text, p_cutoff timestamptz, p_erase boolean)
                    RETURNS boolean LANGUAGE sql AS 'SELECT true';
                """);

        migrate(database);
        serve(database, (service, management) -> {
            assertReady(management);
            append(service, "turn-1");
        });
        assertThat(query(database, "SELECT prosrc FROM pg_proc WHERE proname = 'forget'"))
                .isEqualTo("SELECT true");
    }

    @Test
    void findsItsTablesBesideOthersWithoutMigrating() throws SQLException {
        TestDatabase database = TestPostgres.freshDatabase("beside");
        execute(database, "CREATE TABLE conversations (id int)");
        serve(database, (service, management) -> {
            assertNotReady(management);
            migrate(database);
            assertReady(management);
            append(service, "turn-1");
        });
        assertThat(query(database, "SELECT count(*) FROM miner_stack.message")).isEqualTo("2");
    }

    @Test
    void namesARoleThatDoesNotExist(CapturedOutput output) throws SQLException {
        TestDatabase database = TestPostgres.freshDatabase("norole");

        assertThatThrownBy(() -> MigrateCommand.run(
                        "--DATABASE_URL=" + database.url(),
                        "--DATABASE_SERVICE_ROLE=nobody_at_all",
                        "--DATABASE_WAIT=1s"))
                .isNotNull();
        assertThat(output.getAll()).contains("DATABASE_SERVICE_ROLE: PostgreSQL at ", " has no such role; waited 1 s");
    }

    @Test
    void aVersionIsVisibleOnlyWithItsGrants() throws SQLException {
        TestDatabase database = TestPostgres.freshDatabase("nogrants");

        assertThatThrownBy(() -> MigrateCommand.run(
                        "--DATABASE_URL=" + database.url(),
                        "--DATABASE_SERVICE_ROLE=nobody_at_all",
                        "--DATABASE_WAIT=1s"))
                .isNotNull();

        assertThat(query(database, "SELECT count(*) FROM flyway_schema_history WHERE version IS NOT NULL"))
                .isEqualTo("0");
        assertThat(query(database, "SELECT count(*) FROM pg_class WHERE relname = 'conversation'"))
                .isEqualTo("0");
        migrate(database);
        assertThat(query(database, "SELECT max(version) FROM flyway_schema_history"))
                .isEqualTo(NewestMigration.version().getVersion());
    }

    @Test
    void aRoleThatComesLaterGetsAllGrantsOrNone() throws SQLException {
        TestDatabase database = TestPostgres.freshDatabase("laterrole");
        MigrateCommand.run("migrate", "--DATABASE_URL=" + database.url());
        // refuses a grant once there is another
        execute(database, """
                CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $body$
                BEGIN
                    IF (SELECT count(*) > 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace
                            AND relkind = 'r' AND has_table_privilege('%1$s', oid, 'SELECT')) THEN
                        RAISE EXCEPTION 'enough grants';
                    END IF;
                END $body$;
                CREATE EVENT TRIGGER refuse ON ddl_command_end WHEN TAG IN ('GRANT') EXECUTE FUNCTION refuse();
                """.formatted(ROLE));

        assertThatThrownBy(() -> migrate(database)).isNotNull();
        assertThat(grantedTables(database)).isEqualTo("0");

        execute(database, "DROP EVENT TRIGGER refuse");
        migrate(database);
        assertThat(Integer.parseInt(grantedTables(database))).isGreaterThan(2);
    }

    private static String grantedTables(TestDatabase database) throws SQLException {
        return query(
                database,
                "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
                        + " AND has_table_privilege('" + ROLE + "', oid, 'SELECT')");
    }

    private interface Calls {
        void with(WebTestClient service, WebTestClient management) throws SQLException;
    }

    private static void migrate(TestDatabase database) {
        MIGRATED.add(database);
        MigrateCommand.run("migrate", "--DATABASE_URL=" + database.url(), "--DATABASE_SERVICE_ROLE=" + ROLE);
    }

    private static void serve(TestDatabase database, Calls calls) throws SQLException {
        try (ConfigurableApplicationContext context = SpringApplication.run(
                MemoryServiceApplication.class,
                "--DATABASE_URL=" + database.url(),
                "--DATABASE_MIGRATE=false",
                "--server.port=0",
                "--LOG_FORMAT=text",
                "--management.server.port=0")) {
            calls.with(client(context, "local.server.port"), client(context, "local.management.port"));
        }
    }

    private static WebTestClient client(ConfigurableApplicationContext context, String port) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + context.getEnvironment().getProperty(port))
                .defaultHeader("X-Tenant", "default")
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    private static void assertReady(WebTestClient management) {
        management
                .get()
                .uri("/actuator/health/readiness")
                .exchange()
                .expectStatus()
                .isOk();
    }

    private static void assertNotReady(WebTestClient management) {
        management
                .get()
                .uri("/actuator/health/readiness")
                .exchange()
                .expectStatus()
                .isEqualTo(503);
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

    private static String quoted() {
        return "\"" + ROLE.replace("\"", "\"\"") + "\"";
    }

    private static void assertRefused(TestDatabase database, String sql) {
        assertThatThrownBy(() -> execute(database, sql))
                .isInstanceOfSatisfying(SQLException.class, refused -> assertThat(refused.getSQLState())
                        .isEqualTo("42501"));
    }
}
