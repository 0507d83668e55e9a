package io.minerstack.servicesupport.context;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * The time when the caller stops waiting for the response. The gateway sets the deadline; every service computes the
 * time that is left and limits its connects, retries, fallbacks and reads to that.
 *
 * @param at the time itself; the clocks of the services must agree to within the gateway's margin
 */
public record Deadline(Instant at) {

    /** The deadline {@code now + budget}. */
    public static Deadline in(Duration budget, Clock clock) {
        return new Deadline(clock.instant().plus(budget));
    }

    /** Reads {@link ContextHeaders#DEADLINE}: epoch milliseconds. */
    public static Deadline parse(String epochMillis) {
        return new Deadline(Instant.ofEpochMilli(Long.parseLong(epochMillis)));
    }

    /** The time that is left, never negative. */
    public Duration remaining(Clock clock) {
        Duration left = Duration.between(clock.instant(), at);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** An earlier deadline, for a service that needs {@code reserve} for its own work after the response has come. */
    public Deadline minus(Duration reserve) {
        return new Deadline(at.minus(reserve));
    }

    /** The earlier one of two deadlines. */
    public Deadline earlier(Deadline other) {
        return other.at.isBefore(at) ? other : this;
    }

    public boolean hasPassed(Clock clock) {
        return !clock.instant().isBefore(at);
    }

    /**
     * Cancels {@code work} at this deadline and fails with {@link DeadlineExceededException}. Work that would start
     * after the deadline does not start.
     */
    public <T> Mono<T> bound(Mono<T> work, Clock clock) {
        return Mono.defer(() -> {
            Duration left = remaining(clock);
            return left.isZero()
                    ? Mono.error(new DeadlineExceededException())
                    : work.timeout(left, Mono.error(DeadlineExceededException::new));
        });
    }

    /** The form of {@link ContextHeaders#DEADLINE}. */
    public String toHeader() {
        return Long.toString(at.toEpochMilli());
    }
}
