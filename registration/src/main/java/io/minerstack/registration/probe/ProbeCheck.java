package io.minerstack.registration.probe;

import java.util.Locale;

/** What is asked in each round. */
enum ProbeCheck {
    /** {@code GET /health}, without a key. */
    HEALTH,
    /** {@code POST /complete} with a real question. */
    ANSWER;

    /** The value of the metric label {@code check}. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
