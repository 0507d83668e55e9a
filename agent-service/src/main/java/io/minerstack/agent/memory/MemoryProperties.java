package io.minerstack.agent.memory;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the memory client.
 *
 * @param messages number of the conversation's last messages that a prompt may hold
 * @param readTimeout longest time to read history and playbook; at most a fifth of the time left
 * @param writeTimeout longest time of one attempt to store a turn, retries included; the reply waits 2 s at most
 */
@Validated
@ConfigurationProperties("agent.memory")
public record MemoryProperties(
        @Min(0) @Max(100) int messages,
        @NotNull @DurationMin(millis = 1) Duration readTimeout,
        @NotNull @DurationMin(millis = 1) Duration writeTimeout) {}
