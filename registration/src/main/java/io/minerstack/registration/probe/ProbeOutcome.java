package io.minerstack.registration.probe;

import java.util.Locale;

/** How a check ended, as a caller sees it. */
enum ProbeOutcome {
    /** 200 with a body of the contract, in time. */
    GOOD,
    /** No whole response within the time-out, or 504. */
    LATE,
    /** Any other status than 200. */
    REFUSED,
    /** 200 with another body than the contract's, or a body that broke off. */
    MALFORMED,
    /** No response: name, connection, TLS. */
    UNREACHABLE;

    /** The value of the metric label {@code result}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
