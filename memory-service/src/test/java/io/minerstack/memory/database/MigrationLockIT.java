package io.minerstack.memory.database;

import static io.minerstack.memory.database.DatabaseSql.execute;
import static io.minerstack.memory.database.DatabaseSql.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.testsupport.postgres.TestDatabase;
import io.minerstack.testsupport.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Migrations while a long transaction of a running service uses the table that they change. */
@ExtendWith(OutputCaptureExtension.class)
class MigrationLockIT {

    private static final String VERSION = "SELECT max(version) FROM flyway_schema_history";

    @Test
    void givesUpATableThatALongTransactionUses() throws SQLException {
        TestDatabase database = databaseOfVersion1("locked");
        try (Connection writer = longTransaction(database)) {
            assertThatThrownBy(() -> migrate(database, "0s")).isNotNull();
            // the transaction goes on: no time limit ended it and let the migration through
            writer.commit();
        }
        assertThat(query(database, VERSION)).isEqualTo("1");
    }

    @Test
    void triesAgainUntilTheTableIsFree(CapturedOutput output) throws Exception {
        TestDatabase database = databaseOfVersion1("freed");
        CompletableFuture<Void> migration;
        try (Connection writer = longTransaction(database)) {
            migration = CompletableFuture.runAsync(() -> migrate(database, "60s"));
            await(migration, () -> output.getAll()
                    .contains("has transactions that keep tables locked; waiting up to 60 s"));
            writer.commit();
        }
        migration.get(2, TimeUnit.MINUTES);
        assertThat(query(database, VERSION)).isEqualTo(NewestMigration.version().getVersion());
    }

    @Test
    void triesAgainAfterTheServerEndedItsConnection() throws Exception {
        TestDatabase database = databaseOfVersion1("ended");
        CompletableFuture<Void> migration;
        try (Connection writer = longTransaction(database)) {
            migration = CompletableFuture.runAsync(() -> migrate(database, "60s"));
            await(migration, () -> query(
                            database,
                            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                                    + " WHERE datname = current_database() AND wait_event_type = 'Lock'")
                    .equals("1"));
            writer.commit();
        }
        migration.get(2, TimeUnit.MINUTES);
        assertThat(query(database, VERSION)).isEqualTo(NewestMigration.version().getVersion());
    }

    private interface Condition {
        boolean holds() throws SQLException;
    }

    private static void await(CompletableFuture<Void> migration, Condition condition) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.holds()) {
            assertThat(migration).isNotDone();
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(20);
        }
    }

    private static TestDatabase databaseOfVersion1(String purpose) throws SQLException {
        TestDatabase database = TestPostgres.freshDatabase(purpose);
        migrate(database, "60s");
        execute(database, """
                DROP INDEX playbook_feedback_age, playbook_entry_deleted_age;
                DELETE FROM flyway_schema_history WHERE version <> '1';
                """);
        return database;
    }

    /** Has written to a table; ends by itself after a time, so that a migration that waits for it ends, too. */
    private static Connection longTransaction(TestDatabase database) throws SQLException {
        Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET idle_in_transaction_session_timeout = '30s'");
            statement.execute("LOCK TABLE playbook_feedback IN ROW EXCLUSIVE MODE");
        }
        return connection;
    }

    private static void migrate(TestDatabase database, String wait) {
        MigrateCommand.run(
                "migrate", "--DATABASE_URL=" + database.url(), "--DATABASE_WAIT=" + wait, "--LOG_FORMAT=text");
    }
}
