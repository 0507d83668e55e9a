package io.minerstack.gateway.ratelimit;

import java.util.Locale;

/** Endpoints that share one budget. Each has its own variable: {@code RATE_LIMIT_} and the name. */
public enum LimitGroup {
    COMPLETE,
    REFINE,
    FEEDBACK,
    HUMAN_FEEDBACK,
    INTERNET_SEARCH,
    SUMMARY,
    AGGREGATE,
    CONVERSATIONS,
    PLAYBOOK,
    CAPABILITIES,
    HEALTH,
    /** Whoever has no valid key, by address: wrong keys, and the pages that need none. */
    UNAUTHENTICATED;

    /** As headers and metrics write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
