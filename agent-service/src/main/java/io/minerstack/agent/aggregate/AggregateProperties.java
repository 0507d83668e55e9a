package io.minerstack.agent.aggregate;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the aggregation.
 *
 * @param wordingTimeout how long the model may take to word a count before the code's own words are sent
 */
@Validated
@ConfigurationProperties("agent.aggregate")
public record AggregateProperties(@NotNull Duration wordingTimeout) {}
