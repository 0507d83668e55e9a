package io.minerstack.agent.completion;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the calls to the model.
 *
 * @param temperature sampling temperature of every component, 0–2; null for the defaults: 0.7, for summary 0.5, for
 *     aggregate, internet_search and the reading of feedback 0.3, and another one for small models
 * @param reserve time before the deadline at which the model has to be done, so that the answer can be checked, stored
 *     and sent; at most a quarter of the time left
 */
@Validated
@ConfigurationProperties("agent.completion")
public record ModelCallProperties(
        @DecimalMin("0.0") @DecimalMax("2.0") @Nullable Double temperature,
        @NotNull @DurationMin(millis = 0) Duration reserve) {}
