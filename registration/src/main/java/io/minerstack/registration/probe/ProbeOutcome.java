package io.minerstack.registration.probe;

/** How a check ended, as a caller sees it. */
enum ProbeOutcome implements MetricLabel {
    /** 200 with a body of the contract, in time. */
    GOOD,
    /** No whole response within the time-out, or 504. */
    LATE,
    /** Any other status than 200. */
    REFUSED,
    /** 200 with another body than the contract's, or a body that broke off. */
    MALFORMED,
    /** No response: name, connection, TLS. */
    UNREACHABLE
}
