package io.minerstack.gateway.docs;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the gateway says about itself.
 *
 * @param minerName the name in the response of {@code GET /}
 */
@Validated
@ConfigurationProperties("gateway.docs")
record DocsProperties(@NotBlank @DefaultValue("miner-stack") String minerName) {}
