package io.minerstack.memory.database;

import static io.minerstack.memory.database.DatabaseSql.execute;
import static io.minerstack.memory.database.DatabaseSql.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.testsupport.postgres.TestDatabase;
import io.minerstack.testsupport.postgres.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The schema of llm-proxy, which the same step makes with the owner's role. */
@ExtendWith(OutputCaptureExtension.class)
class UsageSchemaIT {

    private static final long PID = ProcessHandle.current().pid();
    private static final String MEMORY_ROLE = "memory of " + PID;
    private static final String USAGE_ROLE = "usage \"of\" " + PID;
    private static final String WEAK_OWNER = "weak_owner_" + PID;
    private static final String PASSWORD = "of the role";
    private static final Path RELEASE_010 = Path.of("src/test/resources/release-0.1.0/database.sql");
    private static final String RESERVE = "SELECT reserved FROM llm_proxy.hold_budget(gen_random_uuid(), 'team/anna',"
            + " 5, 0, 10, NULL, NULL, NULL, 60000, 60000, NULL) LIMIT 1";
    private static final String RESERVE_BEFORE = "SELECT reserved FROM llm_proxy.reserve_budget(gen_random_uuid(),"
            + " 'anna', 4, 0, 10, NULL, NULL, NULL, now(), now() + interval '1 hour') LIMIT 1";

    private static final List<TestDatabase> MIGRATED = new ArrayList<>();

    @BeforeAll
    static void createRoles() throws SQLException {
        TestDatabase database = TestPostgres.freshDatabase("usageroles");
        for (String role : List.of(MEMORY_ROLE, USAGE_ROLE, WEAK_OWNER)) {
            execute(database, "CREATE ROLE " + quoted(role) + " LOGIN PASSWORD '" + PASSWORD + "'");
        }
        MIGRATED.add(database);
    }

    @AfterAll
    static void dropRoles() throws SQLException {
        for (TestDatabase database : MIGRATED) {
            for (String role : List.of(MEMORY_ROLE, USAGE_ROLE, WEAK_OWNER)) {
                execute(database, "DROP OWNED BY " + quoted(role));
            }
        }
        for (String role : List.of(MEMORY_ROLE, USAGE_ROLE, WEAK_OWNER)) {
            execute(MIGRATED.getFirst(), "DROP ROLE " + quoted(role));
        }
    }

    @Test
    void makesBothSchemasAgainAndAgainWithoutHarm() throws SQLException {
        TestDatabase database = TestPostgres.freshDatabase("bothschemas");
        migrate(database);
        assertThat(query(as(database, USAGE_ROLE), RESERVE)).isEqualTo("t");
        migrate(database);

        assertThat(query(database, "SELECT tokens_held FROM llm_proxy.budget_counter WHERE period = 'day'"))
                .isEqualTo("5");
        assertThat(query(database, "SELECT max(version) FROM llm_proxy.flyway_schema_history"))
                .isEqualTo(UsageMigration.version().getVersion());
    }

    @Test
    void letsLlmProxiesOfTheVersionBeforeGoOnAndCountsWhatTheySpent() throws SQLException {
        TestDatabase database = TestPostgres.freshDatabase("versionbefore");
        migrate(database);

        assertThat(query(as(database, USAGE_ROLE), RESERVE_BEFORE)).isEqualTo("t");
        assertThat(query(as(database, USAGE_ROLE), RESERVE)).isEqualTo("t");

        String counter = "SELECT tokens_spent || '+' || tokens_held FROM llm_proxy.budget_counter WHERE period = 'day'"
                + " AND account = ";
        assertThat(query(database, counter + "'anna'")).isEqualTo("0+4");
        assertThat(query(database, counter + "'team/anna'")).isEqualTo("4+5");
        assertThat(query(as(database, USAGE_ROLE), RESERVE)).isEqualTo("f");
    }

    @Test
    void keepsTheRolesOutOfEachOthersSchema() throws SQLException {
        TestDatabase database = TestPostgres.freshDatabase("separateroles");
        migrate(database);

        refused(as(database, USAGE_ROLE), "SELECT 1 FROM message");
        refused(as(database, USAGE_ROLE), "DROP TABLE llm_proxy.usage_ledger");
        refused(as(database, USAGE_ROLE), "CREATE TABLE llm_proxy.more (id int)");
        refused(as(database, MEMORY_ROLE), "SELECT 1 FROM llm_proxy.budget_counter");
        refused(as(database, MEMORY_ROLE), RESERVE);
    }

    @Test
    void addsTheSchemaToADatabaseOfRelease010() throws IOException, SQLException {
        TestDatabase database = TestPostgres.freshDatabase("usage010");
        execute(database, Files.readString(RELEASE_010));
        String messages = query(database, "SELECT count(*) FROM message");

        migrate(database);

        assertThat(query(database, "SELECT count(*) FROM message")).isEqualTo(messages);
        assertThat(query(as(database, USAGE_ROLE), RESERVE)).isEqualTo("t");
    }

    @Test
    void namesARoleOfLlmProxyThatDoesNotExist(CapturedOutput output) {
        TestDatabase database = TestPostgres.freshDatabase("nousagerole");
        assertThatThrownBy(() -> MigrateCommand.run(
                        "--DATABASE_URL=" + database.url(),
                        "--DATABASE_USAGE_ROLE=nobody_at_all",
                        "--DATABASE_WAIT=1s"))
                .isNotNull();
        assertThat(output.getAll()).contains("DATABASE_USAGE_ROLE: PostgreSQL at ", " has no such role; waited 1 s");
    }

    @Test
    void goesOnWithoutTheSchemaWhereTheUserMayNotCreateIt(CapturedOutput output) throws SQLException {
        TestDatabase database = TestPostgres.freshDatabase("weakowner");
        MIGRATED.add(database);
        execute(database, "GRANT CREATE ON SCHEMA public TO " + quoted(WEAK_OWNER));

        MigrateCommand.run("--DATABASE_URL=" + as(database, WEAK_OWNER).url());

        assertThat(output.getAll()).contains("database: this user may not create the schema llm_proxy");
        assertThat(query(database, "SELECT count(*) FROM message")).isEqualTo("0");
    }

    private static void migrate(TestDatabase database) {
        MIGRATED.add(database);
        MigrateCommand.run(
                "--DATABASE_URL=" + database.url(),
                "--DATABASE_SERVICE_ROLE=" + MEMORY_ROLE,
                "--DATABASE_USAGE_ROLE=" + USAGE_ROLE);
    }

    private static TestDatabase as(TestDatabase database, String role) {
        return new TestDatabase(database.host(), database.port(), database.name(), role, PASSWORD);
    }

    private static void refused(TestDatabase database, String sql) {
        assertThatThrownBy(() -> execute(database, sql))
                .isInstanceOfSatisfying(SQLException.class, refused -> assertThat(refused.getSQLState())
                        .isEqualTo("42501"));
    }

    private static String quoted(String role) {
        return "\"" + role.replace("\"", "\"\"") + "\"";
    }
}
