package io.minerstack.gateway.health;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the state of the stack is kept at hand.
 *
 * @param source agent-service's address
 * @param interval time between two looks, and the most that one may take
 * @param maxAge what was seen longer ago counts as not known
 */
@Validated
@ConfigurationProperties("gateway.health")
record HealthProperties(
        @NotNull URI source,
        @NotNull @DefaultValue("2s") Duration interval,
        @NotNull @DefaultValue("10s") Duration maxAge) {}
