package io.minerstack.registration.probe;

/** What is asked in each round. */
enum ProbeCheck implements MetricLabel {
    /** {@code GET /health}, without a key. */
    HEALTH,
    /** {@code POST /complete} with a real question. */
    ANSWER
}
