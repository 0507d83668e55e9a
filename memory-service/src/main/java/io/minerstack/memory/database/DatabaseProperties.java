package io.minerstack.memory.database;

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
 * How PostgreSQL is reached.
 *
 * @param url {@code postgresql://user:password@host:port/db}; a secret because it holds one
 * @param password used where the URL holds none; blank means none
 * @param startWait how long the start waits for a database that does not answer yet
 * @param poolSize connections of this process
 * @param poolPending calls that may wait for a connection at once; the next is refused with 503
 * @param acquireTimeout how long one call waits for a connection
 * @param connectTimeout how long opening a connection may take
 * @param statementTimeout the server's own limit for one statement
 */
@Validated
@ConfigurationProperties("memory.database")
record DatabaseProperties(
        @NotNull Secret url,
        @NotNull Secret password,
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

    DatabaseUrl address() {
        DatabaseUrl parsed = DatabaseUrl.parse(url.reveal());
        return parsed.password().isBlank() ? parsed.withPassword(password) : parsed;
    }
}
