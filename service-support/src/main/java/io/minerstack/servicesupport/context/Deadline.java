package io.minerstack.servicesupport.context;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * The moment past which nobody waits for an answer any more. The gateway stamps it; every hop computes what is left and
 * sizes its connects, retries, fallbacks and reads from that.
 *
 * @param at the moment itself; clocks of the hops are taken to agree to within the gateway's margin
 */
public record Deadline(Instant at) {

    /** The deadline that lies {@code budget} from now. */
    public static Deadline in(Duration budget, Clock clock) {
        return new Deadline(clock.instant().plus(budget));
    }

    /** Reads {@link ContextHeaders#DEADLINE}: epoch milliseconds. */
    public static Deadline parse(String epochMillis) {
        return new Deadline(Instant.ofEpochMilli(Long.parseLong(epochMillis)));
    }

    /** What is left, never negative. */
    public Duration remaining(Clock clock) {
        Duration left = Duration.between(clock.instant(), at);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** An earlier deadline, for a hop that needs {@code reserve} for its own work after the answer is in. */
    public Deadline minus(Duration reserve) {
        return new Deadline(at.minus(reserve));
    }

    public boolean hasPassed(Clock clock) {
        return !clock.instant().isBefore(at);
    }

    /**
     * Lets {@code work} run until this deadline, then cancels it and fails with {@link DeadlineExceededException}. Work that would
     * start after it does not start.
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
