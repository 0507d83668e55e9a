package io.minerstack.llmproxy.adapter;

import tools.jackson.databind.node.ObjectNode;

/**
 * A caller's request as one upstream gets it.
 *
 * @param original the caller's request, unchanged
 * @param body a changed copy
 * @param form what was changed because the upstream refused it
 * @param lesson the form with which later requests start once this one is answered: without what was changed only
 *     because of the length of this prompt
 */
public record AdaptedRequest(CallerRequest original, ObjectNode body, RequestForm form, RequestForm lesson) {}
