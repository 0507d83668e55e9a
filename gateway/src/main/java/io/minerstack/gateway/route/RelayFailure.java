package io.minerstack.gateway.route;

import io.minerstack.servicesupport.text.LowerCaseLabel;

/** Why a request could not be relayed to agent-service, with the detail and the {@code Retry-After} for the caller. */
enum RelayFailure implements LowerCaseLabel {
    /** No connection became free in time. */
    SATURATED("All connections to the service behind are busy; try again shortly.", 1),
    /** No connection could be opened, retries included. */
    UNREACHABLE("agent-service is not reachable now; try again shortly.", 2),
    /** The stack's secret is not the same everywhere. */
    FORBIDDEN("The services behind are not set up for each other; try again later.", 30),
    /** The connection broke before the response was complete. */
    BROKEN("The connection to the service behind broke; try again.", 1);

    private final String detail;
    private final int retryAfterSeconds;

    RelayFailure(String detail, int retryAfterSeconds) {
        this.detail = detail;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    RelayException toException() {
        return RelayException.unavailable(detail, retryAfterSeconds);
    }
}
