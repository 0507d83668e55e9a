package io.minerstack.memory.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the schema of the tables and brings the tables up to date. */
final class Migration implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Migration.class);

    private final DatabaseUrl url;
    private final String jdbcUrl;
    private final ChosenSchema chosen;

    Migration(DatabaseUrl url, String applicationName, ChosenSchema chosen) {
        this.url = url;
        this.jdbcUrl = JdbcUrl.of(url, applicationName);
        this.chosen = chosen;
    }

    @Override
    public void run() {
        DatabaseSchema schema = schema();
        FluentConfiguration flyway = Flyway.configure()
                .dataSource(jdbcUrl, url.user(), url.password().reveal())
                // SQL function bodies contain $ signs, which Flyway would read as placeholders
                .placeholderReplacement(false);
        if (schema == DatabaseSchema.OWN_SCHEMA) {
            log.info(
                    "database: {} holds tables of other software; the tables of this service are in the schema {}",
                    url.database(),
                    DatabaseSchema.OWN);
            flyway.schemas(DatabaseSchema.OWN);
        }
        flyway.load().migrate();
        chosen.set(schema);
    }

    private DatabaseSchema schema() {
        try (Connection connection =
                DriverManager.getConnection(jdbcUrl, url.user(), url.password().reveal())) {
            return DatabaseSchema.choose(connection);
        } catch (SQLException failure) {
            throw new FlywayException("the schema cannot be chosen", failure);
        }
    }
}
