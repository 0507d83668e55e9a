package io.minerstack.memory.database;

import io.minerstack.servicesupport.exception.Causes;
import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;

/**
 * Runs the migrations at start. The start waits up to {@code DATABASE_WAIT} for a database that does not answer or that
 * is not ready for them, so that services and database can be started in any order. Errors that waiting cannot fix end
 * the start at once.
 */
class MigrationRunner implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(MigrationRunner.class);
    // an operator of databases makes roles after it made the database
    private static final String NO_SUCH_ROLE = "42704";
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    private final Runnable migrate;
    private final String hostAndPort;
    private final Duration maxWait;

    /**
     * Creates the runner; the migrations run in {@link #afterPropertiesSet}, when all settings are validated.
     *
     * @param hostAndPort address of the database, for messages
     */
    MigrationRunner(Runnable migrate, String hostAndPort, Duration maxWait) {
        this.migrate = migrate;
        this.hostAndPort = hostAndPort;
        this.maxWait = maxWait;
    }

    @Override
    public void afterPropertiesSet() {
        long start = System.nanoTime();
        boolean logged = false;
        while (true) {
            try {
                migrate.run();
                return;
            } catch (FlywayException failure) {
                SQLException cause = sqlCause(failure);
                if (cause == null || !isTemporary(cause)) {
                    throw cause == null ? failure : permanentFailure(cause, failure);
                }
                if (Duration.ofNanos(System.nanoTime() - start).compareTo(maxWait) >= 0) {
                    throw noAnswer(cause, roleVariable(failure));
                }
                if (!logged) {
                    log.warn(
                            "database: {}{}; waiting up to {} s",
                            isMissingRole(cause) ? roleVariable(failure) + ": " : "",
                            obstacle(cause),
                            maxWait.toSeconds());
                    logged = true;
                }
                pause();
            }
        }
    }

    private RuntimeException permanentFailure(SQLException cause, FlywayException failure) {
        String state = cause.getSQLState();
        String settings = ConnectionSettingsFailure.reason(cause);
        if (settings != null) {
            return new InvalidConfigurationException("DATABASE_URL: PostgreSQL at " + hostAndPort
                    + " cannot be used with this sslmode, sslrootcert or password: " + settings + ".");
        }
        if (state.startsWith("28")) {
            return new InvalidConfigurationException(
                    "DATABASE_URL: PostgreSQL at " + hostAndPort + " refuses this user or password.");
        }
        if (state.equals("3D000")) {
            return new InvalidConfigurationException(
                    "DATABASE_URL: PostgreSQL at " + hostAndPort + " has no such database. Create the database.");
        }
        if (state.equals("42501")) {
            return new InvalidConfigurationException("DATABASE_URL: PostgreSQL at " + hostAndPort
                    + " does not let this user create tables. GRANT CREATE ON DATABASE and ON SCHEMA public to the"
                    + " user.");
        }
        // raised by the check of the database encoding in V1
        return state.equals("P0001")
                ? new InvalidConfigurationException("DATABASE_URL: "
                        + String.valueOf(cause.getMessage()).lines().findFirst().orElse(state))
                : failure;
    }

    private InvalidConfigurationException noAnswer(SQLException cause, String roleVariable) {
        String waited = "; waited " + maxWait.toSeconds() + " s (DATABASE_WAIT).";
        if (isMissingRole(cause)) {
            return new InvalidConfigurationException(
                    roleVariable + ": " + obstacle(cause) + waited + " Create the role.");
        }
        return new InvalidConfigurationException("DATABASE_URL: " + obstacle(cause) + waited
                + (isUnreachable(cause) ? " Start the database, or correct the address." : ""));
    }

    /** What a wait is for. The text of PostgreSQL is left out: it can quote values. */
    private String obstacle(SQLException cause) {
        String state = cause.getSQLState();
        if (isUnreachable(cause)) {
            return "no PostgreSQL answers at " + hostAndPort;
        }
        String server = "PostgreSQL at " + hostAndPort;
        return switch (state) {
            case NO_SUCH_ROLE -> server + " has no such role";
            case "25006" -> server + " is read-only, as a standby is";
            case "55P03" -> server + " has transactions that keep tables locked";
            default -> server + " cannot run the migrations yet (SQL state " + state + ")";
        };
    }

    /** The variable of the role that did not get its rights. */
    private static String roleVariable(FlywayException failure) {
        return Causes.of(failure)
                .filter(RoleGrantException.class::isInstance)
                .map(RoleGrantException.class::cast)
                .map(RoleGrantException::variable)
                .findFirst()
                .orElse("DATABASE_SERVICE_ROLE");
    }

    private static boolean isMissingRole(SQLException cause) {
        return cause.getSQLState().equals(NO_SUCH_ROLE);
    }

    private static boolean isUnreachable(SQLException cause) {
        return cause.getSQLState().startsWith("08");
    }

    private static boolean isTemporary(SQLException cause) {
        return (TemporarySqlState.matches(cause.getSQLState()) || isMissingRole(cause))
                && ConnectionSettingsFailure.reason(cause) == null;
    }

    private static @Nullable SQLException sqlCause(Throwable failure) {
        return Causes.of(failure)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .filter(cause -> cause.getSQLState() != null)
                .findFirst()
                .orElse(null);
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for PostgreSQL", interrupted);
        }
    }
}
