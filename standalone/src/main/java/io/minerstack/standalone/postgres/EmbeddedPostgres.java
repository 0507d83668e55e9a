package io.minerstack.standalone.postgres;

import io.minerstack.stacksupport.network.FreePorts;
import io.minerstack.standalone.process.ProcessSpec;
import io.minerstack.standalone.process.Signals;
import io.minerstack.standalone.process.SupervisedProcess;
import io.minerstack.standalone.process.Supervisor;
import io.minerstack.standalone.settings.Settings;
import io.minerstack.standalone.settings.StartupException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The stack's own PostgreSQL. It listens on loopback and keeps its data in the data folder. */
public final class EmbeddedPostgres {

    private static final String NAME = "postgres";
    private static final String DATABASE = "miner";
    private static final String USAGE_ROLE = "miner_usage";
    private static final Duration STOP = Duration.ofSeconds(2);
    private static final Duration START = Duration.ofSeconds(60);

    private EmbeddedPostgres() {}

    /**
     * Returns when the server accepts connections. The first start creates the data directory, which takes seconds. A
     * server that an earlier JVM of this stack started is taken over.
     *
     * @return the connection URLs with users and passwords
     */
    public static DatabaseUrls start(Settings settings, Supervisor supervisor) throws InterruptedException {
        try {
            Binaries binaries = Binaries.unpack(settings.programs());
            Account account = Account.choose(settings.data());
            Cluster cluster = Cluster.in(settings.data());
            int port;
            if (supervisor.running(NAME).isPresent()) {
                port = cluster.port();
            } else {
                cluster.endLeftover();
                cluster.prepare(binaries, account);
                port = settings.get("POSTGRES_PORT") == null ? FreePorts.one() : settings.port("POSTGRES_PORT", 5432);
            }
            SupervisedProcess server = supervisor.start(spec(binaries, account, cluster.folder(), port));
            String password = freshPassword();
            String usagePassword = freshPassword();
            try {
                prepareDatabase(server, port, cluster.password(), password, usagePassword);
            } catch (StartupException failure) {
                server.ask();
                server.end(STOP);
                throw failure;
            }
            return new DatabaseUrls(url(DATABASE, password, port), url(USAGE_ROLE, usagePassword, port), USAGE_ROLE);
        } catch (IOException failure) {
            throw StartupException.unusableData(settings.data(), failure);
        }
    }

    private static String url(String role, String password, int port) {
        return "postgresql://" + role + ":" + password + "@127.0.0.1:" + port + "/" + DATABASE;
    }

    private static ProcessSpec spec(Binaries binaries, Account account, Path folder, int port) {
        List<String> command = account.command(List.of(
                binaries.program("postgres").toString(),
                "-D",
                folder.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                // TCP only: the path of a socket file differs between systems
                "-c",
                "unix_socket_directories=",
                "-c",
                "shared_buffers=64MB",
                "-c",
                "max_connections=40",
                "-c",
                "timezone=UTC",
                "-c",
                "log_timezone=UTC"));
        return new ProcessSpec(NAME, command, Map.of("LC_ALL", "C", "PATH", "/usr/bin:/bin"), folder, Signals.POSTGRES);
    }

    /**
     * A new password for each start, different from the superuser's: the environment of a service gives access to what
     * its role may use, and to nothing else.
     */
    private static String freshPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Creates the roles and the database if they are missing, and sets the passwords of the roles. */
    private static void prepareDatabase(
            SupervisedProcess server, int port, String superuserPassword, String password, String usagePassword)
            throws InterruptedException {
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?connectTimeout=2&socketTimeout=20";
        long giveUpAt = System.nanoTime() + START.toNanos();
        while (true) {
            try (Connection connection = DriverManager.getConnection(url, Cluster.SUPERUSER, superuserPassword)) {
                prepareRole(connection, DATABASE, password);
                prepareRole(connection, USAGE_ROLE, usagePassword);
                if (!exists(connection, "select 1 from pg_database where datname = ?", DATABASE)) {
                    execute(connection, "create database " + DATABASE + " owner " + DATABASE);
                }
                return;
            } catch (SQLException notYet) {
                if (server.ends() > 0 || server.isStopping() || System.nanoTime() > giveUpAt) {
                    throw new StartupException(
                            "PostgreSQL does not start: "
                                    + String.join(" | ", server.log().tail(3)) + " (" + server.log() + ")",
                            notYet);
                }
                Thread.sleep(30);
            }
        }
    }

    private static void prepareRole(Connection connection, String role, String password) throws SQLException {
        if (!exists(connection, "select 1 from pg_roles where rolname = ?", role)) {
            execute(connection, "create role " + role + " login");
        }
        execute(connection, "alter role " + role + " password '" + password + "'");
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
