package io.minerstack.agent.answer;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How often the model is asked for one answer.
 *
 * @param junkRetry whether the model is asked once more where its answer is junk and time is left
 * @param samples number of samples that are asked for and voted on where the answer is a number, a choice, yes or no,
 *     or a name, 1–20; 1 for no vote
 */
@Validated
@ConfigurationProperties("agent.answer")
public record AnswerProperties(
        boolean junkRetry, @Min(1) @Max(20) int samples) {}
