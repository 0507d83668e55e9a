package io.minerstack.llmproxy.completion;

import tools.jackson.databind.node.ObjectNode;

/**
 * A whole answer, or as much of one as the time allowed.
 *
 * @param provider that gave it
 * @param body OpenAI's completion object with {@code provider} and, for a part, {@code partial}
 */
record Answer(String provider, ObjectNode body) {}
