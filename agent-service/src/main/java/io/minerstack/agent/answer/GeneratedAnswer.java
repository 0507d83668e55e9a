package io.minerstack.agent.answer;

import io.minerstack.agent.completion.Completion;
import io.minerstack.agent.prompt.Prompt;
import org.jspecify.annotations.Nullable;

/**
 * An answer that a model wrote.
 *
 * @param notebook null for "no update"
 * @param completion the reply that the answer was read from
 * @param prompt the prompt that the reply answers
 */
public record GeneratedAnswer(
        String immediateResponse, @Nullable String notebook, Completion completion, Prompt prompt) {}
