package io.minerstack.memory.database;

import io.minerstack.servicesupport.database.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the schema of the tables and brings the tables up to date. */
final class Migration implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Migration.class);
    private static final MigrationVersion NEWEST = NewestMigration.version();
    /**
     * A change of a table waits for the transactions that use it, and all later statements on the table wait behind the
     * change. It gives up before those of the running services do, and is tried again.
     */
    static final String LIMIT_WAIT_FOR_LOCKS = "SET lock_timeout = '2s'";

    private final DatabaseUrl url;
    private final String jdbcUrl;
    private final String serviceRole;
    private final ChosenSchema chosen;

    Migration(DatabaseUrl url, String applicationName, String serviceRole, ChosenSchema chosen) {
        this.url = url;
        this.jdbcUrl = JdbcUrl.of(url, applicationName);
        this.serviceRole = serviceRole;
        this.chosen = chosen;
    }

    @Override
    public void run() {
        DatabaseSchema schema = schema();
        ServiceRoleGrants grants = ServiceRoleGrants.ofMemory(schema, serviceRole);
        FluentConfiguration flyway = Flyway.configure()
                .dataSource(jdbcUrl, url.user(), url.password().reveal())
                .initSql(LIMIT_WAIT_FOR_LOCKS)
                // SQL function bodies contain $ signs, which Flyway would read as placeholders
                .placeholderReplacement(false)
                // one transaction: who sees the version of the schema finds its functions, too, and may use its tables
                .group(true)
                .callbacks(grants);
        if (schema == DatabaseSchema.OWN_SCHEMA) {
            log.info(
                    "database: {} holds tables of other software; the tables of this service are in the schema {}",
                    url.database(),
                    DatabaseSchema.OWN);
            flyway.schemas(DatabaseSchema.OWN);
        }
        migrate(flyway.load(), NEWEST);
        grants.apply(jdbcUrl, url.user(), url.password().reveal());
        chosen.set(schema);
    }

    /**
     * A schema that a later version raised stays as it is: Flyway would leave its versioned migrations alone, but would
     * put the functions of this version over those of the later one.
     */
    static void migrate(Flyway flyway, MigrationVersion newest) {
        MigrationInfo current = flyway.info().current();
        MigrationVersion found = current == null ? null : current.getVersion();
        if (found != null && found.isNewerThan(newest.getVersion())) {
            log.info("database schema: version {} is later than {} of this service; unchanged", found, newest);
            return;
        }
        flyway.migrate();
    }

    private DatabaseSchema schema() {
        try (Connection connection = connect()) {
            return DatabaseSchema.choose(connection);
        } catch (SQLException failure) {
            throw new FlywayException("the schema cannot be chosen", failure);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, url.user(), url.password().reveal());
    }
}
