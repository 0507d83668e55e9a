package io.minerstack.gateway.docs;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the miner presents itself.
 *
 * @param minerName the name at {@code GET /}
 */
@Validated
@ConfigurationProperties("gateway.docs")
record DocsProperties(@NotBlank @DefaultValue("miner-stack") String minerName) {}
