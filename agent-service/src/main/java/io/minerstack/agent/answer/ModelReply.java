package io.minerstack.agent.answer;

import io.minerstack.agent.completion.Completion;
import io.minerstack.agent.prompt.Prompt;

/**
 * A model's reply together with the prompt that it answers.
 *
 * @param prompt the prompt that was accepted, which may be shorter than the first one
 */
public record ModelReply(Completion completion, Prompt prompt) {}
