package io.minerstack.registration.preflight.report;

import java.util.Locale;

/** The outcome of a check. Only {@link #FAIL} makes preflight fail. */
public enum CheckOutcome {
    PASS("✓"),
    WARN("!"),
    FAIL("✗"),
    SKIP("–");

    private final String mark;

    CheckOutcome(String mark) {
        this.mark = mark;
    }

    String mark() {
        return mark;
    }

    /** The value in the JSON report. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
