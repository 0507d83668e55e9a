package io.minerstack.agent.prompt;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How long prompts may be.
 *
 * @param maxCharacters most code points of a prompt besides our own rules, also where the model's context is larger or unknown
 * @param maxTokens most tokens of an answer; so much of the model's context is left free
 */
@Validated
@ConfigurationProperties("agent.prompt")
public record PromptProperties(
        @Min(1_000) int maxCharacters, @Min(1) int maxTokens) {}
