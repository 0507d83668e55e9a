package io.minerstack.llmproxy.completion;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What a request gets that does not say.
 *
 * @param temperature of sampling
 */
@Validated
@ConfigurationProperties("llm.completion")
record CompletionProperties(
        @DecimalMin("0.0") @DecimalMax("2.0") double temperature) {}
