package io.minerstack.registration.preflight;

import java.util.Locale;

/** How a check ended. Only {@link #FAIL} makes the whole preflight fail. */
enum Outcome {
    PASS("✓"),
    WARN("!"),
    FAIL("✗"),
    SKIP("–");

    private final String mark;

    Outcome(String mark) {
        this.mark = mark;
    }

    String mark() {
        return mark;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
