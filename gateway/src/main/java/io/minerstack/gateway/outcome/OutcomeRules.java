package io.minerstack.gateway.outcome;

import io.minerstack.gateway.componentcall.AnswerOutcome;
import io.minerstack.gateway.componentcall.ComponentCall;
import io.minerstack.gateway.route.RelayException;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.web.ErrorResponse;
import reactor.netty.channel.AbortedException;

/** Which outcome a component call had. Null is an end that counts nowhere: the caller's mistake or decision. */
final class OutcomeRules {

    /** As long as an evaluation of the network waits. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** Timers and the clock do not agree to the millisecond. */
    private static final Duration TOLERANCE = Duration.ofMillis(20);

    private OutcomeRules() {}

    /** A response that was sent as a whole. */
    static @Nullable AnswerOutcome ofResponse(int status, ComponentCall call) {
        if (status == 200) {
            if (!call.reports(AnswerOutcome.GOOD)) {
                return AnswerOutcome.MALFORMED;
            }
            return call.time().compareTo(LONGEST) > 0 ? AnswerOutcome.LATE : AnswerOutcome.GOOD;
        }
        // agent-service is unavailable where no model or no database of budgets is, which is no limit
        return status == 503 && !call.reports(AnswerOutcome.REFUSED) ? AnswerOutcome.FAILED : ofStatus(status);
    }

    /** A call without a response, or with one that broke off. */
    static @Nullable AnswerOutcome ofFailure(Throwable failure, @Nullable RequestContext context, Clock clock) {
        return switch (failure) {
            case AbortedException callerGone -> ofCallerWhoLeft(context, clock);
            case DeadlineExceededException late -> AnswerOutcome.LATE;
            case RelayException relay -> relay.type() == ProblemType.UNAVAILABLE ? AnswerOutcome.FAILED : null;
            case ErrorResponse refusal -> ofStatus(refusal.getStatusCode().value());
            default -> AnswerOutcome.FAILED;
        };
    }

    /**
     * A call that was cancelled: by its deadline, or by its caller. A caller who leaves before the answer should be
     * there has decided so; one who leaves later has waited for too long.
     */
    static @Nullable AnswerOutcome ofCallerWhoLeft(@Nullable RequestContext context, Clock clock) {
        return context != null && context.timeToTarget(clock).compareTo(TOLERANCE) <= 0 ? AnswerOutcome.LATE : null;
    }

    private static @Nullable AnswerOutcome ofStatus(int status) {
        return switch (status) {
            case 429, 503 -> AnswerOutcome.REFUSED;
            case 504 -> AnswerOutcome.LATE;
            default -> status >= 500 ? AnswerOutcome.FAILED : null;
        };
    }
}
