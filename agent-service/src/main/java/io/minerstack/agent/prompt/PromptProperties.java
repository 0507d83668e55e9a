package io.minerstack.agent.prompt;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Length limits of prompts and answers.
 *
 * @param maxCharacters most code points of a prompt without the system message, also where the model's context is
 *     larger or unknown
 * @param maxTokens most tokens of an answer; the prompt leaves that part of the model's context free
 */
@Validated
@ConfigurationProperties("agent.prompt")
public record PromptProperties(
        @Min(1_000) int maxCharacters, @Min(1) int maxTokens) {}
