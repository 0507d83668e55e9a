package io.minerstack.agent.status;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What {@code /capabilities} and {@code /health} show, and how often the dependencies are polled.
 *
 * @param minerName the operator's name for this miner
 * @param llmProvider the provider that is shown until llm-proxy's first status
 * @param maxConversationMessages messages that memory-service keeps per conversation; shown only
 * @param messageRetentionDays days that memory-service keeps messages; shown only
 * @param pollInterval time between two polls
 * @param pollTimeout longest time of one poll
 */
@Validated
@ConfigurationProperties("agent.status")
record StatusProperties(
        @NotBlank String minerName,
        @NotBlank String llmProvider,
        @Min(1) int maxConversationMessages,
        @Min(1) int messageRetentionDays,
        @NotNull @DurationMin(millis = 1) Duration pollInterval,
        @NotNull @DurationMin(millis = 1) Duration pollTimeout) {}
