package io.minerstack.gateway.route;

import io.minerstack.servicesupport.text.LowerCaseLabel;

/** Why a request got no response from agent-service, and what the caller is told. */
enum UpstreamFailure implements LowerCaseLabel {
    /** No connection became free in time. */
    SATURATED("All connections to the service behind are busy; try again shortly.", 1),
    /** No connection could be opened, retries included. */
    UNREACHABLE("The service behind is not reachable just now; try again shortly.", 2),
    /** The connection broke before the response was complete. */
    BROKEN("The connection to the service behind broke; try again.", 1);

    private final String detail;
    private final int retryAfterSeconds;

    UpstreamFailure(String detail, int retryAfterSeconds) {
        this.detail = detail;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    RelayException toException() {
        return RelayException.unavailable(detail, retryAfterSeconds);
    }
}
