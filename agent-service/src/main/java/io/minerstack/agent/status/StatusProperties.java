package io.minerstack.agent.status;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What this service says of itself, and how often it looks at its peers.
 *
 * @param minerName the operator's name for this miner
 * @param llmProvider what is shown as provider until llm-proxy was heard of
 * @param maxConversationMessages what memory-service keeps per conversation, shown in {@code /capabilities}
 * @param messageRetentionDays how long it keeps them, in days, shown likewise
 * @param pollInterval time between two looks
 * @param pollTimeout longest wait for one
 */
@Validated
@ConfigurationProperties("agent.status")
record StatusProperties(
        @NotBlank String minerName,
        @NotBlank String llmProvider,
        @Min(1) int maxConversationMessages,
        @Min(1) int messageRetentionDays,
        @NotNull Duration pollInterval,
        @NotNull Duration pollTimeout) {}
