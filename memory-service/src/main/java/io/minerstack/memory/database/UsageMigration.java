package io.minerstack.memory.database;

import io.minerstack.servicesupport.database.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the schema of llm-proxy, for budgets and the usage ledger, in the same database, and lets llm-proxy's role use
 * it. llm-proxy does not do it itself, because it answers without that database, and its role may not change a schema.
 */
final class UsageMigration implements Runnable {

    static final String SCHEMA = "llm_proxy";

    private static final Logger log = LoggerFactory.getLogger(UsageMigration.class);
    private static final String FILES = "db/usage";

    private static final String EXISTS = "SELECT to_regnamespace('" + SCHEMA + "') IS NOT NULL";
    private static final String MAY_CREATE = "SELECT has_database_privilege(current_database(), 'CREATE')";
    /** Two processes that create a schema at once would fail, IF NOT EXISTS or not. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext('" + SCHEMA + "'))";

    private final DatabaseUrl url;
    private final String jdbcUrl;
    private final String role;

    /**
     * The migration of one database.
     *
     * @param role the role of llm-proxy; blank if that is the role of the migrations, or if llm-proxy has no database
     */
    UsageMigration(DatabaseUrl url, String applicationName, String role) {
        this.url = url;
        this.jdbcUrl = JdbcUrl.of(url, applicationName);
        this.role = role;
    }

    @Override
    public void run() {
        if (!makeSchema()) {
            log.warn(
                    "database: this user may not create the schema {}, so keys with a budget are refused and no usage"
                            + " is recorded; GRANT CREATE ON DATABASE to the user",
                    SCHEMA);
            return;
        }
        ServiceRoleGrants grants = ServiceRoleGrants.ofUsage(role);
        Flyway flyway = Flyway.configure()
                .dataSource(jdbcUrl, url.user(), url.password().reveal())
                .initSql(Migration.LIMIT_WAIT_FOR_LOCKS)
                .placeholderReplacement(false)
                .group(true)
                .schemas(SCHEMA)
                .locations("classpath:" + FILES)
                .callbacks(grants)
                .load();
        Migration.migrate(flyway, version());
        grants.apply(jdbcUrl, url.user(), url.password().reveal());
    }

    static MigrationVersion version() {
        return NewestMigration.version(FILES);
    }

    /** False if this user may not make the schema, and no role needs it: an upgrade must not end a service. */
    private boolean makeSchema() {
        try (Connection connection = DriverManager.getConnection(
                        jdbcUrl, url.user(), url.password().reveal());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(LOCK);
            boolean exists = isTrue(statement, EXISTS);
            if (!exists && role.isBlank() && !isTrue(statement, MAY_CREATE)) {
                return false;
            }
            if (!exists) {
                statement.execute("CREATE SCHEMA " + SCHEMA);
            }
            connection.commit();
            return true;
        } catch (SQLException failure) {
            throw new FlywayException("the schema " + SCHEMA + " cannot be created", failure);
        }
    }

    private static boolean isTrue(Statement statement, String query) throws SQLException {
        try (ResultSet found = statement.executeQuery(query)) {
            return found.next() && found.getBoolean(1);
        }
    }
}
