package io.minerstack.llmproxy.fallback;

import io.minerstack.llmproxy.exchange.FirstTokenTimeout;
import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.queue.QueueWait;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a request does next, from its failures, its position in the order of fallback, and the time left. Has no
 * state and no side effects.
 */
class FallbackPolicy {

    private final FallbackProperties settings;
    private final RetryPolicy retries;

    FallbackPolicy(FallbackProperties settings, RetryPolicy retries) {
        this.settings = settings;
        this.retries = retries;
    }

    NextAction next(FallbackState state) {
        if (!fits(Duration.ZERO, state)) {
            return outOfTime(state);
        }
        FailedAttempt last = state.last();
        if (last == null) {
            return firstPossible(state, 0, null);
        }
        NextAction retry = retry(state, last);
        if (retry != null) {
            return retry;
        }
        return isFinal(last) ? giveUp(state) : firstPossible(state, last.provider() + 1, last);
    }

    private @Nullable NextAction retry(FallbackState state, FailedAttempt last) {
        int provider = last.provider();
        Duration delay = retries.delay(
                last.failure(),
                state.attempts(provider),
                state.providers().get(provider),
                hasAlternative(state, provider, last, state.timeLeft()));
        return delay == null ? null : attempt(state, provider, delay);
    }

    private NextAction firstPossible(FallbackState state, int from, @Nullable FailedAttempt last) {
        for (int provider = from; provider < state.providers().size(); provider++) {
            boolean restsBesideAnother =
                    state.providers().get(provider).rests() > 0 && hasWakefulAlternative(state, provider, last);
            NextAction attempt = restsBesideAnother ? null : firstAttempt(state, provider, last);
            if (attempt != null) {
                return attempt;
            }
        }
        return lastHope(state, last);
    }

    /**
     * Where nobody else can answer, a provider is asked that was passed over because it rested or asked for a pause; in
     * the end a provider is asked again that told when.
     */
    private NextAction lastHope(FallbackState state, @Nullable FailedAttempt last) {
        for (int provider = 0; provider < state.providers().size(); provider++) {
            NextAction attempt = firstAttempt(state, provider, last);
            if (attempt != null) {
                return attempt;
            }
        }
        NextAction again = afterItsPause(state);
        return again == null ? giveUp(state) : again;
    }

    /** A further attempt at the provider whose pause ends first, null where no pause ends in time. */
    private @Nullable NextAction afterItsPause(FallbackState state) {
        NextAction.Attempt soonest = null;
        for (int provider = 0; provider < state.providers().size(); provider++) {
            FailedAttempt failed = state.last(provider);
            if (failed == null || failed.failure().retryAfter() == null) {
                continue;
            }
            ProviderSnapshot target = state.providers().get(provider);
            Duration delay = retries.delay(failed.failure(), state.attempts(provider), target, false);
            // what is left of the pause, because other providers were asked meanwhile
            if (delay != null
                    && attempt(state, provider, shorter(delay, target.retryAfter()))
                            instanceof NextAction.Attempt attempt
                    && (soonest == null || attempt.delay().compareTo(soonest.delay()) < 0)) {
                soonest = attempt;
            }
        }
        return soonest;
    }

    private @Nullable NextAction firstAttempt(FallbackState state, int provider, @Nullable FailedAttempt last) {
        return state.attempts(provider) == 0 && mayAnswer(state, provider, last)
                ? attempt(state, provider, Duration.ZERO)
                : null;
    }

    /** An attempt at a provider, null where the provider is not available in time, or another one is much sooner. */
    private @Nullable NextAction attempt(FallbackState state, int provider, Duration delay) {
        ProviderSnapshot target = state.providers().get(provider);
        Duration wait = longer(delay, target.retryAfter());
        boolean mayWait = wait.compareTo(settings.maxRetryAfter()) <= 0
                || !hasAlternative(state, provider, null, wait.minusMillis(1));
        if (!target.available() || !fits(wait, state) || !mayWait) {
            return null;
        }
        Duration left = state.timeLeft().minus(wait);
        // a provider that pauses for longer than this attempt may take could not be asked after it
        boolean alternative = hasAlternative(state, provider, null, left.dividedBy(2));
        QueueWait queueWait = alternative
                ? new QueueWait(
                        shorter(
                                settings.queueTimeout(),
                                planned(left, state.timeToTarget().minus(wait)).dividedBy(4)),
                        null)
                : new QueueWait(left.minus(settings.minAttemptTime()), left);
        return new NextAction.Attempt(provider, wait, queueWait, alternative);
    }

    /**
     * How long the first token of an attempt may take that has its place in the queue now. The next provider needs half
     * of the time, so that it can answer by the target. The last one has the time until the deadline, because it is the
     * only hope; it times out a little before the caller does, so that the failure is seen as one of the server.
     */
    FirstTokenTimeout firstToken(boolean alternative, Duration timeLeft, Duration timeToTarget) {
        Duration half = planned(timeLeft, timeToTarget).dividedBy(2);
        return new FirstTokenTimeout(
                alternative ? half : longer(timeLeft.minus(settings.minAttemptTime()), timeLeft.dividedBy(2)),
                alternative);
    }

    /** The time to the target, or to the deadline where no two attempts fit before the target. */
    private Duration planned(Duration left, Duration toTarget) {
        return toTarget.compareTo(settings.minAttemptTime().multipliedBy(2)) < 0 ? left : shorter(left, toTarget);
    }

    /**
     * A content policy applies to other models too, and no attempt can be paid for while budgets can't be checked.
     * Every other refusal may be about one server's model, key, account or limits, or about one provider's price.
     */
    private static boolean isFinal(FailedAttempt last) {
        return last.failure().isContentPolicy() || last.failure().kind() == FailureKind.BUDGET_UNAVAILABLE;
    }

    /**
     * Whether another provider can still be asked within this time: a later one, or an earlier one that was passed
     * over.
     */
    private boolean hasAlternative(FallbackState state, int provider, @Nullable FailedAttempt last, Duration within) {
        return IntStream.range(0, state.providers().size())
                .anyMatch(other -> isLeft(state, other, provider, last)
                        && state.providers().get(other).retryAfter().compareTo(within) <= 0);
    }

    private boolean hasWakefulAlternative(FallbackState state, int provider, @Nullable FailedAttempt last) {
        return IntStream.range(0, state.providers().size())
                .anyMatch(other -> state.providers().get(other).rests() == 0 && isLeft(state, other, provider, last));
    }

    private boolean isLeft(FallbackState state, int other, int provider, @Nullable FailedAttempt last) {
        return other != provider && state.attempts(other) == 0 && mayAnswer(state, other, last);
    }

    /**
     * False where the circuit is open, where the pause ends too late, or where a prompt that was too long will be too
     * long again.
     */
    private boolean mayAnswer(FallbackState state, int provider, @Nullable FailedAttempt last) {
        ProviderSnapshot candidate = state.providers().get(provider);
        return candidate.available()
                && fits(candidate.retryAfter(), state)
                && (last == null
                        || !last.failure().isContextTooLong()
                        || !candidate.isNoLongerThan(state.providers().get(last.provider())));
    }

    private boolean fits(Duration wait, FallbackState state) {
        return wait.plus(settings.minAttemptTime()).compareTo(state.timeLeft()) <= 0;
    }

    private static NextAction giveUp(FallbackState state) {
        return new NextAction.GiveUp(FailureSelector.select(state));
    }

    /** The reason of a rejection, or a full queue, helps the caller more than the missing time. */
    private static NextAction outOfTime(FallbackState state) {
        UpstreamException failure = FailureSelector.select(state);
        return new NextAction.GiveUp(
                failure.kind() == FailureKind.REJECTED || failure.kind() == FailureKind.QUEUE_FULL
                        ? failure
                        : new DeadlineExceededException());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
