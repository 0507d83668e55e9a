package io.minerstack.memory.database;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;

/**
 * Migrates at start. A database that does not answer yet is waited for, a bounded time: whoever starts everything at once
 * needs no order. What waiting can't mend ends the start at once, with one line.
 */
class MigrationRunner implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(MigrationRunner.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Runnable migrate;
    private final String place;
    private final Duration wait;

    /**
     * Prepares the start; nothing runs before all settings are known to be good.
     *
     * @param place host and port, for messages
     */
    MigrationRunner(Runnable migrate, String place, Duration wait) {
        this.migrate = migrate;
        this.place = place;
        this.wait = wait;
    }

    @Override
    public void afterPropertiesSet() {
        long start = System.nanoTime();
        boolean told = false;
        while (true) {
            try {
                migrate.run();
                return;
            } catch (FlywayException failure) {
                SQLException cause = sqlCause(failure);
                if (cause == null || !unreachable(cause.getSQLState())) {
                    throw cause == null ? failure : lasting(cause, failure);
                }
                if (Duration.ofNanos(System.nanoTime() - start).compareTo(wait) >= 0) {
                    throw silent();
                }
                if (!told) {
                    log.warn("no PostgreSQL answers at {} yet; waiting up to {} s", place, wait.toSeconds());
                    told = true;
                }
                pause();
            }
        }
    }

    private RuntimeException lasting(SQLException cause, FlywayException failure) {
        String state = cause.getSQLState();
        if (state.startsWith("28")) {
            return new InvalidConfigurationException(
                    "DATABASE_URL: PostgreSQL at " + place + " refuses this user or password.");
        }
        if (state.equals("3D000")) {
            return new InvalidConfigurationException(
                    "DATABASE_URL: PostgreSQL at " + place + " has no such database: create it.");
        }
        // raised by a migration of ours that finds the database unfit
        return state.equals("P0001")
                ? new InvalidConfigurationException("DATABASE_URL: "
                        + String.valueOf(cause.getMessage()).lines().findFirst().orElse(state))
                : failure;
    }

    private InvalidConfigurationException silent() {
        return new InvalidConfigurationException("DATABASE_URL: no PostgreSQL answers at " + place + "; waited "
                + wait.toSeconds() + " s (DATABASE_WAIT). Start it, or correct the address.");
    }

    private static boolean unreachable(String state) {
        // connection exceptions; 57P03: it is starting up; 53300: every connection of the server is in use
        return state.startsWith("08") || state.equals("57P03") || state.equals("53300");
    }

    private static @Nullable SQLException sqlCause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql;
            }
        }
        return null;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for PostgreSQL", interrupted);
        }
    }
}
