package io.minerstack.agent.answer;

import io.minerstack.servicesupport.context.RequestContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The time for work on an answer that is there already: the contract wants it not held back for longer. */
public final class OptionalWork {

    /** The contract's limit. */
    public static final Duration LONGEST = Duration.ofSeconds(5);

    private OptionalWork() {}

    /** {@code min(longest, time to the target)}. */
    public static Duration time(Duration longest, RequestContext context, Clock clock) {
        Duration toTarget = context.timeToTarget(clock);
        return toTarget.compareTo(longest) < 0 ? toTarget : longest;
    }

    /** The rest of that time for an answer on which other optional work may have been done already. */
    public static Duration timeLeft(Instant since, RequestContext context, Clock clock) {
        Duration left = LONGEST.minus(Duration.between(since, clock.instant()));
        return left.isNegative() ? Duration.ZERO : time(left, context, clock);
    }
}
