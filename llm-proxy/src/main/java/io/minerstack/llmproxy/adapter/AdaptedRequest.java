package io.minerstack.llmproxy.adapter;

import tools.jackson.databind.node.ObjectNode;

/**
 * A caller's request as one upstream gets it.
 *
 * @param original the caller's request, unchanged
 * @param body a changed copy
 * @param responseFormat the level of {@code response_format} that the body uses
 */
public record AdaptedRequest(ObjectNode original, ObjectNode body, ResponseFormatSupport responseFormat) {}
