package io.minerstack.agent.aggregate;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the aggregate component.
 *
 * @param wordingTimeout maximum wait for the model's wording; after that, the answer is worded by code
 */
@Validated
@ConfigurationProperties("agent.aggregate")
record AggregateProperties(@NotNull Duration wordingTimeout) {}
