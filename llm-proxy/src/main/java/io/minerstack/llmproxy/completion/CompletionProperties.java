package io.minerstack.llmproxy.completion;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Defaults of requests.
 *
 * @param temperature sampling temperature of a request without one, from 0 to 2
 */
@Validated
@ConfigurationProperties("llm.completion")
record CompletionProperties(
        @DecimalMin("0.0") @DecimalMax("2.0") double temperature) {}
