package io.minerstack.llmproxy.adapter;

import tools.jackson.databind.node.ObjectNode;

/**
 * A caller's request as one upstream gets it.
 *
 * @param original the caller's request, unchanged
 * @param body a changed copy
 * @param form what was changed because the upstream refused it
 * @param lasting whether later requests may start with this form; false where the length of this prompt was the reason
 */
public record AdaptedRequest(CallerRequest original, ObjectNode body, RequestForm form, boolean lasting) {}
