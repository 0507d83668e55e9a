package io.minerstack.gateway.figures;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where the figures of the services behind come from.
 *
 * @param source address of agent-service
 */
@Validated
@ConfigurationProperties("gateway.figures")
record FiguresProperties(@NotNull URI source) {}
