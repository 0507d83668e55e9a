package io.minerstack.gateway.wire;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many connections the gateway has, and how patient it is with each.
 *
 * @param maxConnections connections at the public port; one more is closed at once
 * @param headTimeout how long a new connection may be open before its first request's head is complete
 * @param idleTimeout the same after a reply. Far from a minute, which is how often the network asks: a connection that is
 *     closed just as the next question comes costs that question
 * @param lingerTimeout how long the rest of a body is still read and thrown away once its reply is out
 * @param maxPipelined requests that a client may send ahead on one connection
 */
@Validated
@ConfigurationProperties("gateway.wire")
record WireProperties(
        @Min(1) @Max(1_000_000) @DefaultValue("4096") int maxConnections,
        @NotNull @DefaultValue("60s") Duration headTimeout,
        @NotNull @DefaultValue("5m") Duration idleTimeout,
        @NotNull @DefaultValue("5s") Duration lingerTimeout,
        @Min(1) @Max(1000) @DefaultValue("8") int maxPipelined) {}
