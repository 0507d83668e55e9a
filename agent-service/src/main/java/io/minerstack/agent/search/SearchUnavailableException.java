package io.minerstack.agent.search;

/** The search provider did not answer, or not with results. Holds neither the query nor the key. */
class SearchUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final int status;
    private final String kind;

    /**
     * A failure.
     *
     * @param status the provider's; 0 where it did not answer
     * @param kind what it was, as the name of a class; empty where the status says it
     */
    SearchUnavailableException(Reason reason, int status, String kind) {
        super(reason + ", status " + status + (kind.isEmpty() ? "" : ", " + kind), null, false, false);
        this.reason = reason;
        this.status = status;
        this.kind = kind;
    }

    Reason reason() {
        return reason;
    }

    int status() {
        return status;
    }

    String kind() {
        return kind;
    }

    /** Kinds of failure that an operator does different things about. */
    enum Reason {
        /** No connection, or one that broke. */
        UNREACHABLE,
        /** Nothing in time. */
        TIMEOUT,
        /** 401 or 403: the key, or SearXNG's JSON format is off. */
        FORBIDDEN,
        /** 429: too many searches. */
        RATE_LIMITED,
        /** Any other status but 2xx. */
        REFUSED,
        /** 2xx with something else than results. */
        UNREADABLE
    }
}
