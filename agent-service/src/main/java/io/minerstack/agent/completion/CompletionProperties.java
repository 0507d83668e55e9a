package io.minerstack.agent.completion;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How the model is asked.
 *
 * @param temperature sampling temperature of complete, refine and feedback, 0–2
 * @param reserve what is kept of the deadline to check, store and send the answer; at most a quarter of what is left
 */
@Validated
@ConfigurationProperties("agent.completion")
public record CompletionProperties(
        @DecimalMin("0.0") @DecimalMax("2.0") double temperature,
        @NotNull Duration reserve) {}
