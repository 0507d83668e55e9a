package io.minerstack.bench.eval.statistics;

/**
 * A value and its 95 % confidence interval.
 *
 * @param value between {@code low} and {@code high}
 */
public record Interval(double value, double low, double high) {}
