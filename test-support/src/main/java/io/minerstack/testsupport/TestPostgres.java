package io.minerstack.testsupport;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One real PostgreSQL per test JVM: the server of {@code TEST_DATABASE_URL} where that is set (its user must be allowed to
 * create databases), else a container where a Docker engine answers that has the images, else an embedded one. It is started by the
 * first test that asks, and prints once which of the three it is.
 */
public final class TestPostgres {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestPostgres() {}

    /**
     * A new, empty database in UTF-8, dropped when the JVM ends.
     *
     * @param purpose part of its name, such as the module's
     */
    public static TestDatabase freshDatabase(String purpose) {
        TestDatabase server = Server.ADMIN;
        String name = "test_%s_%d_%d"
                .formatted(
                        purpose.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_"),
                        ProcessHandle.current().pid(),
                        COUNT.incrementAndGet());
        execute(server, "CREATE DATABASE \"" + name + "\" ENCODING 'UTF8' TEMPLATE template0");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drop(server, name)));
        return new TestDatabase(server.host(), server.port(), name, server.user(), server.password());
    }

    /** What serves the databases: {@code given}, {@code container} or {@code embedded}. */
    public static String kind() {
        return Server.KIND;
    }

    private static void drop(TestDatabase server, String name) {
        if (!Server.KIND.equals("given")) {
            return; // goes away with the whole server
        }
        try {
            execute(server, "DROP DATABASE IF EXISTS \"" + name + "\" WITH (FORCE)");
        } catch (IllegalStateException alreadyGone) {
            System.err.println("test database " + name + " is left behind: " + alreadyGone.getMessage());
        }
    }

    private static void execute(TestDatabase server, String sql) {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(sql + ": " + failure.getMessage(), failure);
        }
    }

    /** Starts the server when it is first needed. */
    private static final class Server {

        static final String KIND;
        static final TestDatabase ADMIN;

        static {
            String given = System.getenv("TEST_DATABASE_URL");
            Optional<String> image = given == null || given.isBlank() ? DockerProbe.postgresImage() : Optional.empty();
            if (given != null && !given.isBlank()) {
                KIND = "given";
                ADMIN = GivenPostgres.parse(given);
            } else if (image.isPresent()) {
                KIND = "container";
                ADMIN = ContainerPostgres.start(image.get());
            } else {
                KIND = "embedded";
                ADMIN = EmbeddedServer.start();
            }
            System.out.printf("PostgreSQL of these tests: %s, %s:%d%n", KIND, ADMIN.host(), ADMIN.port());
        }

        private Server() {}
    }
}
