package io.minerstack.registration.probe;

/** Why a round asked no question. */
enum NotAsked implements MetricLabel {
    /** A paid model would answer. */
    PAID_MODEL("no question: a paid model would answer it (PROBE_PAID=on asks it)"),
    /** {@code /health} did not say which provider answers, so that it may be a paid one. */
    UNKNOWN_PROVIDER("no question: /health did not say which model would answer it, and it may be a paid one"
            + " (PROBE_PAID=on asks it)");

    private final String note;

    NotAsked(String note) {
        this.note = note;
    }

    String note() {
        return note;
    }
}
