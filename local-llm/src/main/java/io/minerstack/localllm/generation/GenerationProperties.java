package io.minerstack.localllm.generation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of queue and answers.
 *
 * @param queue how many requests can wait while the engine is busy; further requests get a 503
 * @param maxTokens upper limit of an answer's tokens; a request can only ask for fewer
 */
@Validated
@ConfigurationProperties("local-llm.generation")
record GenerationProperties(
        @DefaultValue("16") @Min(0) @Max(10_000) int queue,
        @DefaultValue("512") @Min(1) int maxTokens) {}
