package io.minerstack.llmproxy.upstream;

import io.minerstack.servicesupport.text.LowerCaseLabel;

/** What is known about an upstream without a request, the best state first. The label stands in {@code GET /status}. */
public enum UpstreamState implements LowerCaseLabel {
    AVAILABLE,
    /** The circuit breaker lets one probe through. */
    HALF_OPEN,
    /** No request and no model probe so far. */
    UNKNOWN,
    /** The circuit breaker is open, or the last model probes failed. */
    OPEN,
    /** The server accepts neither our key, account, path nor model name. */
    MISCONFIGURED;

    /** Whether nothing is known that speaks against an additional request. */
    public boolean hasNoFault() {
        return this == AVAILABLE || this == UNKNOWN;
    }

    /** Whether a request may be sent. */
    public boolean isUsable() {
        return this != OPEN && this != MISCONFIGURED;
    }
}
