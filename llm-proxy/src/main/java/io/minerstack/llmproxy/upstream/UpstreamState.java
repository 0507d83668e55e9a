package io.minerstack.llmproxy.upstream;

import java.util.Locale;

/** What is known of a server without asking it. */
public enum UpstreamState {
    AVAILABLE,
    HALF_OPEN,
    /** Never asked so far. */
    UNKNOWN,
    /** Left alone after failures, or not reachable when last looked at. */
    OPEN;

    /** Whether a request would be sent there. */
    public boolean usable() {
        return this != OPEN;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
