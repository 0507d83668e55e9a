package io.minerstack.gateway.netty;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits and time-outs of the connections at the public port.
 *
 * @param maxConnections open connections; one more closes another: the oldest one that has shown no valid key, else the
 *     one that has been idle longest, else itself
 * @param maxConnectionsPerAddress connections of one address (IPv6: /64) that have shown no valid key; one more closes
 *     the oldest. For an address behind {@code TRUSTED_PROXIES}: its requests without a valid key that are under way;
 *     one more gets 429
 * @param headTimeout time from opening a connection until the head of its first request is complete
 * @param idleTimeout time from a response until the head of the next request is complete. Much longer than 60 s, the
 *     interval at which the network asks: closing a connection while a question arrives would lose that question
 * @param lingerTimeout how long the rest of a body is read and discarded after the response
 * @param maxPipelined requests that a client may send ahead on one connection
 */
@Validated
@ConfigurationProperties("gateway.connections")
public record PublicConnectionProperties(
        @Min(1) @Max(1_000_000) @DefaultValue("4096") int maxConnections,

        @Min(1) @Max(1_000_000) @DefaultValue("256") int maxConnectionsPerAddress,

        @NotNull @DurationMin(millis = 1) @DefaultValue("60s")
        Duration headTimeout,

        @NotNull @DurationMin(millis = 1) @DefaultValue("5m")
        Duration idleTimeout,

        @NotNull @DurationMin(millis = 0) @DefaultValue("5s")
        Duration lingerTimeout,

        @Min(1) @Max(1000) @DefaultValue("8") int maxPipelined) {}
