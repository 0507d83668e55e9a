package io.minerstack.registration.preflight.report;

import java.util.Locale;

/** How a check ended. Only {@link #FAIL} makes the whole preflight fail. */
public enum CheckOutcome {
    PASS("✓"),
    WARN("!"),
    FAIL("✗"),
    SKIP("–");

    private final String mark;

    CheckOutcome(String mark) {
        this.mark = mark;
    }

    public String mark() {
        return mark;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
