package io.minerstack.llmproxy.completion;

import io.minerstack.llmproxy.provider.Provider;
import tools.jackson.databind.node.ObjectNode;

/**
 * A whole answer, or as much of one as the time allowed.
 *
 * @param provider that gave it
 * @param body OpenAI's completion object with {@code provider} and, for a part, {@code partial}
 * @param usage what it cost
 * @param part whether the time ended before it did
 */
record CompletionResult(Provider provider, ObjectNode body, TokenUsage usage, boolean part) {}
