package io.minerstack.bench.weather;

/** How the search engine answers one request. */
enum SearchFault {
    NONE,
    /** A list without a result. */
    NO_RESULTS,
    /** 500. */
    SERVER_ERROR,
    /** 429. */
    RATE_LIMITED,
    /** 200 with a web page. */
    HTML,
    /** The request is never answered. */
    HANG;

    /** Whether the search gives nothing that can be answered from. */
    boolean isFailure() {
        return this != NONE && this != NO_RESULTS;
    }
}
