package io.minerstack.registration.probe;

import java.time.Duration;

/**
 * The result of one check.
 *
 * @param duration from the start of the request to the end of the response or to the failure
 * @param detail what was seen, in plain words; safe for a terminal
 */
record ProbeResult(ProbeCheck check, ProbeOutcome outcome, Duration duration, String detail) {

    boolean isGood() {
        return outcome == ProbeOutcome.GOOD;
    }

    /** One line without the check, such as {@code good in 1.20 s} or {@code refused in 0.10 s: 403}. */
    String line() {
        String line = "%s in %.2f s".formatted(outcome.label(), duration.toMillis() / 1000.0);
        return detail.isEmpty() ? line : line + ": " + detail;
    }
}
