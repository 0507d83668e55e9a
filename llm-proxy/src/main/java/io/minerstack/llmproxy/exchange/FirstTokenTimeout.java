package io.minerstack.llmproxy.exchange;

import java.time.Duration;

/**
 * How long a first token is waited for.
 *
 * @param time from sending the request
 * @param alternative whether another provider could answer meanwhile: then a server's clocks may end the wait sooner. Where
 *     none could, they don't end it before the time is up
 */
public record FirstTokenTimeout(Duration time, boolean alternative) {}
