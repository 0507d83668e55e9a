package io.minerstack.bench.weather;

/** The model servers of the run, in the order in which the stack asks them. */
enum Server {
    PRIMARY,
    FALLBACK
}
