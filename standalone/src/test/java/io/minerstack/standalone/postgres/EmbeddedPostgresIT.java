package io.minerstack.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minerstack.standalone.process.Supervisor;
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
        Supervisor supervisor = open();
        String first = EmbeddedPostgres.start(settings(), supervisor).memory();
        query(first, "create table kept (n int); insert into kept values (42)");
        supervisor.stop(SOON);
        Supervisor next = open();
        String second = EmbeddedPostgres.start(settings(), next).memory();
        assertThat(query(second, "select n from kept")).isEqualTo("42");

        // the supervisor restarts the server, and the server recovers
        long killed = postmaster();
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();

        await().atMost(SOON).ignoreExceptions().until(() -> query(second, "select n from kept")
                .equals("42"));
        assertThat(postmaster()).isNotEqualTo(killed);
        next.stop(SOON);
    }

    @Test
    void givesLlmProxyARoleOfItsOwnAtEachStart() throws Exception {
        for (int start = 0; start < 2; start++) {
            Supervisor supervisor = open();
            DatabaseUrls urls = EmbeddedPostgres.start(settings(), supervisor);
            query(urls.memory(), "create table if not exists kept (n int)");

            assertThat(query(urls.usage(), "select current_user")).isEqualTo(urls.usageRole());
            assertThat(query(urls.usage(), "select has_table_privilege('kept', 'select')"))
                    .isEqualTo("f");
            assertThat(urls.toString()).doesNotContain("postgresql:");
            supervisor.stop(SOON);
        }
    }

    @Test
    void replacesAServerThatWasLeftRunning() throws Exception {
        Supervisor lost = open();
        String first = EmbeddedPostgres.start(settings(), lost).memory();
        query(first, "create table kept (n int); insert into kept values (7)");
        long orphan = postmaster();
        lost.beginEnd();
        // without the file of process ids nobody knows that server
        Files.delete(data.resolve("run/processes"));

        Supervisor supervisor = open();
        String second = EmbeddedPostgres.start(settings(), supervisor).memory();

        assertThat(ProcessHandle.of(orphan).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(query(second, "select n from kept")).isEqualTo("7");
        supervisor.stop(SOON);
    }

    @Test
    void takesOverTheServerOfAJvmThatDied() throws Exception {
        Supervisor died = open();
        query(
                EmbeddedPostgres.start(settings(), died).memory(),
                "create table kept (n int); insert into kept values (9)");
        long server = postmaster();
        // it restarts nothing any more, as if it were gone
        died.beginEnd();

        Supervisor next = Supervisor.open(data, true, System.out::println);
        String url = EmbeddedPostgres.start(settings(), next).memory();

        assertThat(query(url, "select n from kept")).isEqualTo("9");
        assertThat(postmaster()).isEqualTo(server);
        next.stop(SOON);
        assertThat(ProcessHandle.of(server).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void startsAlthoughAnotherProcessHasTheIdOfTheOldServer() throws Exception {
        Supervisor supervisor = open();
        EmbeddedPostgres.start(settings(), supervisor);
        supervisor.stop(SOON);
        Process other = new ProcessBuilder("sleep", "60").start();
        Files.writeString(
                data.resolve("postgres/postmaster.pid"), other.pid() + "\n" + data.resolve("postgres") + "\n");

        Supervisor next = open();
        String second = EmbeddedPostgres.start(settings(), next).memory();

        assertThat(query(second, "select 1")).isEqualTo("1");
        assertThat(other.isAlive()).isTrue();
        other.destroyForcibly();
        next.stop(SOON);
    }

    @Test
    void rejectsAWrongPassword() throws Exception {
        Supervisor supervisor = open();
        String postgres = EmbeddedPostgres.start(settings(), supervisor).memory();

        assertThatThrownBy(() -> query(postgres.replaceFirst(":[0-9a-f]{48}@", ":guess@"), "select 1"))
                .hasMessageContaining("password authentication failed");
        assertThatThrownBy(() -> query(postgres.replace("//miner:", "//" + Cluster.SUPERUSER + ":"), "select 1"))
                .hasMessageContaining("password authentication failed");
        assertThat(Files.getPosixFilePermissions(data.resolve("postgres.password")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(query(postgres, "select rolsuper from pg_roles where rolname = current_user"))
                .isEqualTo("f");
        supervisor.stop(SOON);
    }

    private Supervisor open() throws InterruptedException {
        return Supervisor.open(data, false, System.out::println);
    }

    private Settings settings() {
        return new Settings(data, data, data, Map.of());
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
