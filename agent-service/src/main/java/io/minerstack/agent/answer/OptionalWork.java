package io.minerstack.agent.answer;

import io.minerstack.servicesupport.context.RequestContext;
import java.time.Clock;
import java.time.Duration;

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
}
