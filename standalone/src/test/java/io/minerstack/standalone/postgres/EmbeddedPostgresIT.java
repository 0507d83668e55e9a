package io.minerstack.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minerstack.standalone.process.Children;
import io.minerstack.standalone.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path data;

    @Test
    void keepsItsDataThroughStopsAndKills() throws Exception {
        try (Children children = open()) {
            EmbeddedPostgres first = EmbeddedPostgres.start(settings(), children);
            query(first.url(), "create table kept (n int); insert into kept values (42)");
            first.server().ask();
            first.server().end(SOON);
        }
        try (Children children = open()) {
            EmbeddedPostgres second = EmbeddedPostgres.start(settings(), children);
            assertThat(query(second.url(), "select n from kept")).isEqualTo("42");

            // the supervisor restarts the server, and the server recovers
            long killed = postmaster();
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();

            await().atMost(SOON).ignoreExceptions().until(() -> query(second.url(), "select n from kept")
                    .equals("42"));
            assertThat(postmaster()).isNotEqualTo(killed);
            second.server().ask();
            second.server().end(SOON);
        }
    }

    @Test
    void replacesAServerThatWasLeftRunning() throws Exception {
        Children lost = open();
        EmbeddedPostgres first = EmbeddedPostgres.start(settings(), lost);
        query(first.url(), "create table kept (n int); insert into kept values (7)");
        long orphan = postmaster();
        // without the roll the supervisor does not know that server
        Files.delete(data.resolve("run/children"));

        try (Children children = open()) {
            EmbeddedPostgres second = EmbeddedPostgres.start(settings(), children);

            assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
            assertThat(query(second.url(), "select n from kept")).isEqualTo("7");
            first.server().ask();
            first.server().end(SOON);
            second.server().ask();
            second.server().end(SOON);
        }
        lost.close();
    }

    @Test
    void startsAlthoughAnotherProcessHasTheIdOfTheOldServer() throws Exception {
        try (Children children = open()) {
            EmbeddedPostgres first = EmbeddedPostgres.start(settings(), children);
            first.server().ask();
            first.server().end(SOON);
            Process other = new ProcessBuilder("sleep", "60").start();
            Files.writeString(
                    data.resolve("postgres/postmaster.pid"), other.pid() + "\n" + data.resolve("postgres") + "\n");

            EmbeddedPostgres second = EmbeddedPostgres.start(settings(), children);

            assertThat(query(second.url(), "select 1")).isEqualTo("1");
            assertThat(other.isAlive()).isTrue();
            other.destroyForcibly();
            second.server().ask();
            second.server().end(SOON);
        }
    }

    @Test
    void rejectsAWrongPassword() throws Exception {
        try (Children children = open()) {
            EmbeddedPostgres postgres = EmbeddedPostgres.start(settings(), children);

            assertThatThrownBy(() -> query(postgres.url().replaceFirst(":[0-9a-f]{48}@", ":guess@"), "select 1"))
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(
                            () -> query(postgres.url().replace("//miner:", "//" + Cluster.SUPERUSER + ":"), "select 1"))
                    .hasMessageContaining("password authentication failed");
            assertThat(Files.getPosixFilePermissions(data.resolve("postgres.password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(query(postgres.url(), "select rolsuper from pg_roles where rolname = current_user"))
                    .isEqualTo("f");
            postgres.server().ask();
            postgres.server().end(SOON);
        }
    }

    private Children open() throws InterruptedException {
        return Children.open(data, System.out::println);
    }

    private Settings settings() {
        return new Settings(data, data, Map.of());
    }

    private long postmaster() throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst());
    }

    /** The first field of the first row, if the last statement has rows. */
    private static String query(String url, String sql) throws SQLException {
        String[] parts = url.split("[:/@]+", 6);
        String jdbc = "jdbc:postgresql://" + parts[3] + ":" + parts[4] + "/" + parts[5];
        DriverManager.setLoginTimeout(5);
        try (Connection connection = DriverManager.getConnection(jdbc, parts[1], parts[2]);
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }
}
