package io.minerstack.localllm.chat;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What a chat request gets that its caller did not set.
 *
 * @param temperature sampling temperature, 0–2; agent-service asks small models at the same one
 */
@Validated
@ConfigurationProperties("local-llm.chat")
record ChatProperties(@DecimalMin("0.0") @DecimalMax("2.0") double temperature) {}
