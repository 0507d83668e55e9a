package io.minerstack.llmproxy.upstream;

import java.util.Locale;

/** What is known about an upstream without asking it, the best state first. */
public enum UpstreamState {
    AVAILABLE,
    /** The circuit breaker lets one probe through. */
    HALF_OPEN,
    /** No request and no model probe so far. */
    UNKNOWN,
    /** The circuit breaker is open, or the last model probes failed. */
    OPEN;

    /** Whether a request may be sent. */
    public boolean isUsable() {
        return this != OPEN;
    }

    /** As in {@code GET /status}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
