package io.minerstack.localllm.generation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the generations.
 *
 * @param queue requests that may wait while the engine is busy; the next one is refused with 503
 * @param maxTokens tokens of one answer at most, whatever a request asks for
 */
@Validated
@ConfigurationProperties("local-llm.generation")
record GenerationProperties(
        @DefaultValue("16") @Min(0) @Max(10_000) int queue,
        @DefaultValue("512") @Min(1) int maxTokens) {}
