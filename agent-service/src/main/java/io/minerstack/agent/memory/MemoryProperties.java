package io.minerstack.agent.memory;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How much an answer may lean on the memory.
 *
 * @param messages how many of the last messages a prompt may hold
 * @param readTimeout longest wait for them; never more than a fifth of what is left of the deadline
 * @param writeTimeout longest wait for the turn to be stored, before the reply goes out without that
 */
@Validated
@ConfigurationProperties("agent.recall")
public record MemoryProperties(
        @Min(0) @Max(100) int messages,
        @NotNull Duration readTimeout,
        @NotNull Duration writeTimeout) {}
