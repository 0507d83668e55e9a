package io.minerstack.memory.database;

import io.minerstack.servicesupport.database.DatabaseUrl;
import io.minerstack.servicesupport.secret.Secret;
import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the connection to PostgreSQL.
 *
 * @param url {@code postgresql://user:password@host:port/db}; a secret, because it may contain the password
 * @param password used if the URL has no password; blank means none
 * @param serviceRole role that gets access to the tables, but not to the schema, after the migrations; blank means none
 * @param usageRole role of llm-proxy, which gets access to the tables of budgets and usage; blank if llm-proxy uses the
 *     role of the migrations, or no database
 * @param startWait maximum wait at start for a database that does not answer
 * @param poolSize maximum number of connections of this process
 * @param poolPending maximum number of requests that wait for a connection; more get 503
 * @param acquireTimeout maximum wait of one request for a connection
 * @param connectTimeout maximum time to open a connection, including authentication
 * @param statementTimeout maximum run time of one statement, enforced by PostgreSQL
 */
@Validated
@ConfigurationProperties("memory.database")
record DatabaseProperties(
        @NotNull Secret url,
        @NotNull Secret password,
        @NotNull String serviceRole,
        @NotNull String usageRole,
        @NotNull @DurationMin(millis = 0) Duration startWait,
        @Min(1) @Max(1000) int poolSize,
        @Min(1) @Max(100_000) int poolPending,
        @NotNull @DurationMin(millis = 1) Duration acquireTimeout,
        @NotNull @DurationMin(millis = 1) Duration connectTimeout,
        @NotNull @DurationMin(millis = 1) Duration statementTimeout) {

    DatabaseProperties {
        if (url.isBlank()) {
            throw new InvalidConfigurationException(
                    "DATABASE_URL: missing (expected: postgresql://user:password@host:port/db)");
        }
    }

    DatabaseUrl databaseUrl() {
        DatabaseUrl parsed = DatabaseUrl.parse("DATABASE_URL", url.reveal());
        return parsed.password().isBlank() ? parsed.withPassword(password) : parsed;
    }
}
