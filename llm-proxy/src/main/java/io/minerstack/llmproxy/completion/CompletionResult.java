package io.minerstack.llmproxy.completion;

import io.minerstack.llmproxy.provider.Provider;
import tools.jackson.databind.node.ObjectNode;

/**
 * A complete answer, or the part of an answer that the time allowed.
 *
 * @param provider that answered
 * @param body OpenAI's completion object with {@code provider}, and with {@code partial} for a part
 * @param usage token counts
 * @param partial whether the answer is a part
 */
record CompletionResult(Provider provider, ObjectNode body, TokenUsage usage, boolean partial) {}
