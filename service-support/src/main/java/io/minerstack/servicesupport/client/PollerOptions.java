package io.minerstack.servicesupport.client;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import reactor.core.publisher.Mono;

/**
 * How a {@link Poller} polls. Made by {@link Poller#every}; each method that sets an option returns a changed copy.
 *
 * @param log the owner's logger
 * @param name what the log lines begin with
 * @param poll is called for each poll
 * @param interval time from the start of one poll to the start of the next
 * @param failingInterval the interval after a poll that failed
 * @param timeout the longest that one poll may take
 * @param outageAfter how many polls in a row must fail before the poller counts as unhealthy
 * @param firstDelay time from the start to the first poll
 */
public record PollerOptions(
        Logger log,
        String name,
        Supplier<? extends Mono<?>> poll,
        Duration interval,
        Duration failingInterval,
        Duration timeout,
        int outageAfter,
        Duration firstDelay) {

    public PollerOptions {
        if (!interval.isPositive()
                || !failingInterval.isPositive()
                || !timeout.isPositive()
                || outageAfter < 1
                || firstDelay.isNegative()) {
            throw new IllegalArgumentException(name + ": expected intervals and a time-out above zero");
        }
    }

    /** The interval after a poll that failed; the usual one where it is not set. */
    public PollerOptions everyWhileFailing(Duration other) {
        return new PollerOptions(log, name, poll, interval, other, timeout, outageAfter, firstDelay);
    }

    /** The longest that one poll may take; the interval where it is not set. */
    public PollerOptions timeout(Duration other) {
        return new PollerOptions(log, name, poll, interval, failingInterval, other, outageAfter, firstDelay);
    }

    /** How many polls in a row must fail before the poller counts as unhealthy; 1 where it is not set. */
    public PollerOptions outageAfter(int failures) {
        return new PollerOptions(log, name, poll, interval, failingInterval, timeout, failures, firstDelay);
    }

    /** Time from the start to the first poll; none where it is not set. */
    public PollerOptions firstAfter(Duration delay) {
        return new PollerOptions(log, name, poll, interval, failingInterval, timeout, outageAfter, delay);
    }

    /** A poller with these options that waits for {@link Poller#start()}. */
    public Poller build() {
        return new Poller(this);
    }
}
