package io.minerstack.agent.search;

import io.minerstack.servicesupport.text.LowerCaseLabel;

/** The search provider did not answer with results. The message contains neither the query nor the key. */
class SearchUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final int status;

    /**
     * Creates a failure.
     *
     * @param status HTTP status of the provider; 0 if there was no answer
     * @param cause in words; empty if the status is the cause
     */
    SearchUnavailableException(Reason reason, int status, String cause) {
        super(reason + ", status " + status + (cause.isEmpty() ? "" : ", " + cause), null, false, false);
        this.reason = reason;
        this.status = status;
    }

    Reason reason() {
        return reason;
    }

    int status() {
        return status;
    }

    /** Kinds of failure, one for each thing that an operator may have to fix. */
    enum Reason implements LowerCaseLabel {
        /** The connection failed or broke. */
        UNREACHABLE,
        /** No answer within the timeout. */
        TIMEOUT,
        /** Status 401 or 403: the key is wrong, or SearXNG's JSON format is disabled. */
        FORBIDDEN,
        /** Status 429: too many searches. */
        RATE_LIMITED,
        /** Any other status than 2xx. */
        REFUSED,
        /** Status 2xx without results in the expected format. */
        UNREADABLE
    }
}
