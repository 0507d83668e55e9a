package io.minerstack.llmproxy.exchange;

import java.time.Duration;

/**
 * How long the first token of one attempt may take.
 *
 * @param time from sending the request, by the deadline of the caller
 * @param alternative whether another provider could answer instead. If so, the shorter one of {@code time} and the
 *     configured time-outs applies; if not, {@code time} alone, because an early time-out would only lose the answer
 */
public record FirstTokenTimeout(Duration time, boolean alternative) {}
