package io.minerstack.memory.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.memory.MemoryServiceApplication;
import io.minerstack.testsupport.postgres.FaultInjectingProxy;
import io.minerstack.testsupport.postgres.TestDatabase;
import io.minerstack.testsupport.postgres.TestPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class DatabaseStartupIT {

    @Test
    void namesAMissingVariable(CapturedOutput output) {
        failsWith(output, "DATABASE_URL: missing (expected: postgresql://user:password@host:port/db)");
    }

    @Test
    void namesAnInvalidVariableWithoutItsValue(CapturedOutput output) {
        failsWith(output, "DATABASE_URL: cannot be parsed", "--DATABASE_URL=mysql://u:hunter2@h/d");
        assertThat(output.getAll()).doesNotContain("hunter2");
    }

    @Test
    void namesVariablesThatAreOutOfRange(CapturedOutput output) {
        failsWith(
                output,
                "MAX_CONVERSATION_MESSAGES: ",
                "--DATABASE_URL=postgresql://u:p@127.0.0.1:1/d",
                "--MAX_CONVERSATION_MESSAGES=0");
        failsWith(
                output,
                "CONVERSATION_CLEANUP_DAYS: ",
                "--DATABASE_URL=postgresql://u:p@127.0.0.1:1/d",
                "--CONVERSATION_CLEANUP_DAYS=0");
    }

    @Test
    void givesUpAfterTheConfiguredWait(CapturedOutput output) {
        failsWith(
                output,
                "DATABASE_URL: no PostgreSQL answers at 127.0.0.1:1; waited 1 s (DATABASE_WAIT)",
                "--DATABASE_URL=postgresql://u:hunter2@127.0.0.1:1/d",
                "--DATABASE_WAIT=1s");
        assertThat(output.getAll()).doesNotContain("hunter2");
    }

    @Test
    void doesNotWaitIfWaitingCannotFixTheError(CapturedOutput output) throws SQLException {
        TestDatabase database = TestPostgres.freshDatabase("start");
        TestDatabase missing = new TestDatabase(
                database.host(), database.port(), database.name() + "_x", database.user(), database.password());
        failsWith(output, "has no such database", "--DATABASE_URL=" + missing.url());
        TestDatabase stranger = new TestDatabase(
                database.host(), database.port(), database.name(), "stranger_to_all", database.password());
        failsWith(output, "refuses this user or password", "--DATABASE_URL=" + stranger.url());

        TestDatabase ascii = new TestDatabase(
                database.host(), database.port(), database.name() + "_ascii", database.user(), database.password());
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE \"" + ascii.name()
                    + "\" ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
            failsWith(
                    output, "the database is encoded as SQL_ASCII, memory needs UTF8", "--DATABASE_URL=" + ascii.url());
            statement.execute("DROP DATABASE \"" + ascii.name() + "\"");
        }
    }

    @Test
    void waitsForADatabaseThatStartsLater(CapturedOutput output) throws IOException {
        TestDatabase database = TestPostgres.freshDatabase("late");
        try (FaultInjectingProxy proxy = new FaultInjectingProxy(database.host(), database.port())) {
            proxy.closeConnections();
            Thread.ofVirtual().start(() -> {
                sleep(Duration.ofSeconds(2));
                proxy.forward();
            });
            try (ConfigurableApplicationContext context =
                    start("--DATABASE_URL=" + database.urlThrough("127.0.0.1", proxy.port()))) {
                assertThat(context.isRunning()).isTrue();
            }
        }
        assertThat(output.getAll()).contains("no PostgreSQL answers at 127.0.0.1:");
    }

    @Test
    void startsWithoutADatabaseIfMigrationsAreOff() {
        try (ConfigurableApplicationContext context =
                start("--DATABASE_URL=postgresql://u:p@127.0.0.1:1/d", "--DATABASE_MIGRATE=false")) {
            assertThat(context.isRunning()).isTrue();
        }
    }

    private static void failsWith(CapturedOutput output, String line, String... arguments) {
        assertThatThrownBy(() -> start(arguments).close()).isNotNull();
        assertThat(output.getAll()).contains(line);
    }

    private static ConfigurableApplicationContext start(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--server.port=0", "--management.server.port=0", "--LOG_FORMAT=text"));
        return SpringApplication.run(MemoryServiceApplication.class, all.toArray(String[]::new));
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
