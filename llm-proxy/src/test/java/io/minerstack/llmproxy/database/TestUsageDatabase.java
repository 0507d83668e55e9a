package io.minerstack.llmproxy.database;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.servicesupport.secret.Secret;
import io.minerstack.testsupport.postgres.TestDatabase;
import io.minerstack.testsupport.postgres.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.http.client.ReactorResourceFactory;

/** Databases with the tables of this service, which the migrations of memory-service make. */
public final class TestUsageDatabase {

    private static final Path MIGRATIONS = Path.of("../memory-service/src/main/resources/db/usage");

    private TestUsageDatabase() {}

    /** A new database with the tables. */
    public static TestDatabase fresh(String purpose) {
        TestDatabase database = TestPostgres.freshDatabase(purpose);
        migrate(database);
        return database;
    }

    /** Makes the tables. */
    public static void migrate(TestDatabase database) {
        execute(database, "CREATE SCHEMA llm_proxy");
        try (var files = Files.list(MIGRATIONS)) {
            List<Path> sorted = files.sorted().toList();
            for (Path file : sorted) {
                execute(database, Files.readString(file));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The connections of one proxy. */
    public static UsageDatabase connect(TestDatabase database) {
        return connect(database, Duration.ofSeconds(30), Duration.ofSeconds(30));
    }

    /**
     * The connections of one proxy.
     *
     * @param timeout of a call
     * @param statementTimeout when PostgreSQL ends a statement
     */
    public static UsageDatabase connect(TestDatabase database, Duration timeout, Duration statementTimeout) {
        return connect(database, timeout, statementTimeout, new SimpleMeterRegistry());
    }

    static UsageDatabase connect(
            TestDatabase database, Duration timeout, Duration statementTimeout, MeterRegistry registry) {
        UsageDatabaseProperties properties =
                new UsageDatabaseProperties(Secret.of(database.url()), Secret.of(""), 8, statementTimeout);
        return UsageDatabase.of(
                UsageDatabaseConfiguration.pool(
                        Objects.requireNonNull(properties.databaseUrl()),
                        properties,
                        resources().getLoopResources()),
                timeout,
                registry);
    }

    private static ReactorResourceFactory resources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.afterPropertiesSet();
        return resources;
    }

    public static void execute(TestDatabase database, String sql) {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    /** The number in the first column of the first row. */
    public static long number(TestDatabase database, String sql) {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new IllegalStateException("no row: " + sql);
            }
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }
}
