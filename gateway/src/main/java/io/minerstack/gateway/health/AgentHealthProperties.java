package io.minerstack.gateway.health;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How agent-service's health is polled.
 *
 * @param source address of agent-service
 * @param interval time from one poll to the next, and the time limit of one poll
 * @param maxAge an older report is not used: {@code /health} answers 503
 */
@Validated
@ConfigurationProperties("gateway.health")
record AgentHealthProperties(
        @NotNull URI source,

        @NotNull @DurationMin(millis = 1) @DefaultValue("2s")
        Duration interval,

        @NotNull @DurationMin(millis = 1) @DefaultValue("10s")
        Duration maxAge) {}
