package io.minerstack.testsupport.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One real PostgreSQL server per test JVM. Where {@code TEST_DATABASE_URL} is set, that server, whose user must be
 * allowed to create databases; else a container where a Docker engine has the images; else an embedded server. The
 * first test that needs a database starts the server and prints which of the three it is.
 */
public final class TestPostgres {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestPostgres() {}

    /**
     * A new, empty database in UTF-8, dropped when the JVM ends.
     *
     * @param purpose part of the database's name, such as the name of the module
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

    /** Which server it is: {@code external}, {@code container} or {@code embedded}. */
    public static String kind() {
        return Server.KIND;
    }

    private static void drop(TestDatabase server, String name) {
        if (!Server.KIND.equals("external")) {
            return; // the whole server ends with the JVM
        }
        try {
            execute(server, "DROP DATABASE IF EXISTS \"" + name + "\" WITH (FORCE)");
        } catch (IllegalStateException failure) {
            System.err.println("test database " + name + ": could not be dropped: " + failure.getMessage());
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

    /** Initialized, and so started, when it is needed first. */
    private static final class Server {

        static final String KIND;
        static final TestDatabase ADMIN;

        static {
            String url = System.getenv("TEST_DATABASE_URL");
            Optional<String> image = url == null || url.isBlank() ? DockerImages.postgresImage() : Optional.empty();
            if (url != null && !url.isBlank()) {
                KIND = "external";
                ADMIN = ExternalPostgres.parse(url);
            } else if (image.isPresent()) {
                KIND = "container";
                ADMIN = ContainerPostgres.start(image.get());
            } else {
                KIND = "embedded";
                ADMIN = EmbeddedPostgresServer.start();
            }
            System.out.printf("PostgreSQL of the tests: %s, %s:%d%n", KIND, ADMIN.host(), ADMIN.port());
        }

        private Server() {}
    }
}
