package io.minerstack.gateway.endpoint;

import io.minerstack.servicesupport.text.LowerCaseLabel;

/**
 * Endpoints that share one rate limit. Each has a variable of its own, such as
 * {@code RATE_LIMIT_HUMAN_FEEDBACK}; response headers and metrics show the label, such as {@code human_feedback}.
 */
public enum RateLimitGroup implements LowerCaseLabel {
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
    /** The console's page and its files, counted by address: one page load is some 45 requests. */
    CONSOLE,
    /** Callers without a valid key, counted by address: refused keys, and the pages that need none. */
    UNAUTHENTICATED
}
