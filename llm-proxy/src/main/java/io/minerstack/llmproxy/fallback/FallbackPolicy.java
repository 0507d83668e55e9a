package io.minerstack.llmproxy.fallback;

import io.minerstack.llmproxy.exchange.FirstTokenTimeout;
import io.minerstack.llmproxy.failure.UpstreamError;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.provider.Provider;
import io.minerstack.llmproxy.upstream.Upstream;
import io.minerstack.llmproxy.failure.UpstreamException.Kind;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request's way along the providers: what failed so far, and what is worth trying in the time that is left. Decides
 * only; {@link FallbackExecutor} acts. Used by one thread at a time.
 */
class FallbackPolicy {

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    private final List<Provider> providers;
    private final Deadline deadline;
    private final Clock clock;
    private final FallbackProperties settings;
    private final RetryPolicy retries;
    private final FailureSelector verdict = new FailureSelector();

    private int at;
    private int tries;
    private @Nullable Upstream asked;
    private @Nullable UpstreamException last;

    /**
     * @param providers in the order of fallback
     * @param deadline of the request
     */
    FallbackPolicy(
            List<Provider> providers, Deadline deadline, Clock clock, FallbackProperties settings, RetryPolicy retries) {
        this.providers = providers;
        this.deadline = deadline;
        this.clock = clock;
        this.settings = settings;
        this.retries = retries;
    }

    /** The last step failed. */
    void failed(UpstreamException failure) {
        last = failure;
        verdict.weigh(failure, at > 0);
    }

    NextAction next() {
        if (left().compareTo(settings.minimumBudget()) < 0) {
            return giveUpLate();
        }
        if (last != null) {
            NextAction again = again(last);
            if (again != null) {
                return again;
            }
            if (endsHere(last)) {
                return giveUp();
            }
            moveOn(last);
        }
        for (; at < providers.size(); at++) {
            NextAction ask = ask(providers.get(at), Duration.ZERO);
            if (ask != null) {
                return ask;
            }
            verdict.weigh(UpstreamException.leftAlone(longer(providers.get(at).pause(), SHORTEST_WAIT)), true);
        }
        return giveUp();
    }

    /** The same provider once more, if its failure is of that kind and there is time. */
    private @Nullable NextAction again(UpstreamException failure) {
        Provider provider = providers.get(at);
        Duration pause = retries.pause(failure, tries, provider.size(), alternative(failure));
        if (pause == null || !fits(pause)) {
            return null;
        }
        return ask(provider, pause);
    }

    private @Nullable NextAction ask(Provider provider, Duration pause) {
        Upstream upstream = provider.pick(asked);
        if (upstream == null) {
            return null;
        }
        Duration wait = longer(pause, upstream.pause());
        boolean alternative = alternative(null);
        if (!fits(wait) || (alternative && wait.compareTo(settings.patientWait()) > 0)) {
            return null;
        }
        asked = upstream;
        tries++;
        Duration left = left().minus(wait);
        // whoever has a successor leaves it half of the time; the last one ends before the caller does, so that silence
        // counts
        Duration patience = alternative ? left.dividedBy(2) : left.minus(settings.minimumBudget());
        Duration queueWait = shorter(settings.queueWait(), alternative ? left.dividedBy(4) : left);
        return new NextAction.Ask(provider, upstream, wait, queueWait, new FirstTokenTimeout(patience, alternative));
    }

    /** No other model would be asked to say what one must not; and a request that is wrong is wrong everywhere. */
    private boolean endsHere(UpstreamException failure) {
        UpstreamError refusal = failure.refusal();
        return failure.kind() == Kind.REFUSED
                && refusal != null
                && !refusal.contextTooShort()
                && (refusal.contentPolicy() || at == 0);
    }

    private void moveOn(UpstreamException failure) {
        int next = successor(failure);
        at = next < 0 ? providers.size() : next;
        tries = 0;
        asked = null;
        last = null;
    }

    private boolean alternative(@Nullable UpstreamException failure) {
        return successor(failure) >= 0;
    }

    /** The next provider that is worth asking after this failure, -1 if there is none. */
    private int successor(@Nullable UpstreamException failure) {
        boolean longer = failure != null
                && failure.refusal() != null
                && failure.refusal().contextTooShort();
        for (int next = at + 1; next < providers.size(); next++) {
            Provider candidate = providers.get(next);
            if (candidate.worthAsking() && !(longer && knownNotLonger(candidate, providers.get(at)))) {
                return next;
            }
        }
        return -1;
    }

    private static boolean knownNotLonger(Provider candidate, Provider refuser) {
        Integer ours = candidate.maxContext();
        Integer theirs = refuser.maxContext();
        return ours != null && theirs != null && ours <= theirs;
    }

    private boolean fits(Duration wait) {
        return wait.plus(settings.minimumBudget()).compareTo(left()) <= 0;
    }

    private Duration left() {
        Duration left = deadline.remaining(clock).minus(settings.reserve());
        return left.isNegative() ? Duration.ZERO : left;
    }

    private NextAction giveUp() {
        UpstreamException failure = verdict.failure();
        return new NextAction.GiveUp(failure == null ? UpstreamException.leftAlone(SHORTEST_WAIT) : failure);
    }

    /** A reason for the refusal says more than that there was no time to look further. */
    private NextAction giveUpLate() {
        UpstreamException failure = verdict.failure();
        return new NextAction.GiveUp(
                failure != null && failure.kind() == Kind.REFUSED ? failure : new DeadlineExceededException());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
