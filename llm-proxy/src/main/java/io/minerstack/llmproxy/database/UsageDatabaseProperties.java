package io.minerstack.llmproxy.database;

import io.minerstack.servicesupport.database.DatabaseUrl;
import io.minerstack.servicesupport.secret.Secret;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.validation.annotation.Validated;

/**
 * The database of budgets and usage. A plain number of the time means seconds.
 *
 * @param url {@code postgresql://user:password@host:port/db}; a secret, because it may contain the password; blank: no
 *     usage is recorded, and keys with a budget get 503
 * @param password used if the URL has no password; blank means none
 * @param poolSize maximum number of connections of this process
 * @param timeout how long a reservation waits for the database; the request then gets 503
 */
@Validated
@ConfigurationProperties("llm.database")
record UsageDatabaseProperties(
        @NotNull Secret url,
        @NotNull Secret password,
        @Min(1) @Max(1000) int poolSize,

        @NotNull @DurationMin(millis = 1) @DurationUnit(ChronoUnit.SECONDS)
        Duration timeout) {

    static final String VARIABLE = "USAGE_DATABASE_URL";

    /** Null without a URL. */
    @Nullable
    DatabaseUrl databaseUrl() {
        if (url.isBlank()) {
            return null;
        }
        DatabaseUrl parsed = DatabaseUrl.parse(VARIABLE, url.reveal());
        return parsed.password().isBlank() ? parsed.withPassword(password) : parsed;
    }
}
