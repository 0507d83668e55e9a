package io.minerstack.agent.coalescing;

import com.github.benmanes.caffeine.cache.Ticker;
import io.minerstack.agent.coalescing.FinishedAnswers.Finished;
import io.minerstack.agent.coalescing.FinishedAnswers.TenantKey;
import io.minerstack.agent.coalescing.ReceivedAnswer.Source;
import io.minerstack.agent.coalescing.SharedRun.Waiter;
import io.minerstack.servicesupport.context.ContextHeaders;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.Tenant;
import io.minerstack.servicesupport.problem.ProblemException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.util.context.ContextView;

/**
 * Runs equal requests of one tenant once while the run is under way, and replays the finished answer of a request that
 * repeats its {@code Idempotency-Key}. Failures are never replayed.
 *
 * <p>A caller that leaves, or whose deadline passes, ends nothing for the others; the run is cancelled when nobody
 * waits any more, unless it writes to the memory already ({@link RunCommitment}). Its deadline is the latest one of
 * those who wait. A call that was sent before a caller with a later deadline came keeps its own deadline; if that
 * passes, the work is done again for those who still have time.
 *
 * <p>A run subscribes to its work, which CONTRIBUTING.md allows here: the work has to go on when the caller that began
 * it leaves, so no caller's chain may own it. The bounds are the callers, which wait until their deadlines at most, and
 * {@value #MAX_RUNS} shared runs; further requests run by themselves. A shutdown waits for the callers, and so for
 * runs.
 */
@Component
public class RequestCoalescer {

    private static final int MAX_RUNS = 10_000;

    private final Map<RequestFingerprint, SharedRun> runs = new HashMap<>();
    private final Map<TenantKey, SharedRun> runsByKey = new HashMap<>();
    private final FinishedAnswers finished;
    private final Clock clock;
    private final int maxRuns;

    @Autowired
    RequestCoalescer(IdempotencyProperties properties, Clock clock) {
        this(properties, Ticker.systemTicker(), clock, MAX_RUNS);
    }

    RequestCoalescer(IdempotencyProperties properties, Ticker ticker, Clock clock, int maxRuns) {
        this.finished = new FinishedAnswers(properties, ticker);
        this.clock = clock;
        this.maxRuns = maxRuns;
    }

    /**
     * The answer of a run, or the failure of the run. Fails with a {@link ProblemException} (422) if the key names
     * another request.
     *
     * @param key the caller's name of the operation, null for none
     * @param work gives the answer; subscribed at most once at a time for equal requests. Its {@link RequestContext}
     *     has the latest deadline of those who wait
     */
    public Mono<ReceivedAnswer> answer(
            RequestFingerprint request, @Nullable IdempotencyKey key, Mono<SharedAnswer> work) {
        return Mono.deferContextual(caller -> Mono.create(sink -> {
            try {
                join(request, key, work, caller, sink);
            } catch (ProblemException refused) {
                sink.error(refused);
            }
        }));
    }

    private void join(
            RequestFingerprint request,
            @Nullable IdempotencyKey key,
            Mono<SharedAnswer> work,
            ContextView caller,
            MonoSink<ReceivedAnswer> sink) {
        RequestContext context = RequestContext.from(caller);
        TenantKey name = key == null ? null : new TenantKey(tenant(context), key);
        switch (enter(request, name, context, sink)) {
            case Entry.Replay(SharedAnswer answer) -> sink.success(new ReceivedAnswer(answer, Source.REPLAYED));
            case Entry.Wait(SharedRun run, Waiter waiter) -> {
                sink.onDispose(() -> leave(run, waiter));
                if (waiter.source() == Source.RUN) {
                    start(run, work, caller);
                }
            }
        }
    }

    /** What a request finds. */
    private sealed interface Entry {

        /** The answer is there. */
        record Replay(SharedAnswer answer) implements Entry {}

        /** The request waits for a run, which it has to start where its source is {@link Source#RUN}. */
        record Wait(SharedRun run, Waiter waiter) implements Entry {}
    }

    private synchronized Entry enter(
            RequestFingerprint request,
            @Nullable TenantKey name,
            RequestContext context,
            MonoSink<ReceivedAnswer> sink) {
        SharedRun underWay = runs.get(request);
        if (name != null) {
            Finished done = finished.get(name);
            SharedRun named = runsByKey.get(name);
            requireSame(request, done == null ? null : done.request());
            requireSame(request, named == null ? null : named.request());
            if (done != null) {
                return new Entry.Replay(done.answer());
            }
            underWay = named == null ? underWay : named;
        }
        SharedRun run = underWay == null ? new SharedRun(request, context) : underWay;
        Waiter waiter = new Waiter(sink, context.deadline(), underWay == null ? Source.RUN : Source.COALESCED);
        run.add(waiter);
        if (underWay == null && runs.size() < maxRuns) {
            runs.put(request, run);
        }
        if (name != null && run.name(name)) {
            runsByKey.put(name, run);
        }
        return new Entry.Wait(run, waiter);
    }

    private static String tenant(RequestContext context) {
        Tenant tenant = context.tenant();
        return tenant == null ? "" : tenant.name();
    }

    private static void requireSame(RequestFingerprint request, @Nullable RequestFingerprint named) {
        if (named != null && !named.equals(request)) {
            throw ProblemException.invalid(
                    ContextHeaders.IDEMPOTENCY_KEY, "names another request; a new request needs a new key");
        }
    }

    private void start(SharedRun run, Mono<SharedAnswer> work, ContextView caller) {
        run.subscription()
                .update(untilLatestDeadline(run, work)
                        .contextWrite(context -> RequestContext.into(context, run::context))
                        .contextWrite(context -> RunCommitment.into(context, () -> commit(run)))
                        .contextWrite(context -> context.putAll(caller))
                        .subscribe(
                                answer -> succeeded(run, answer),
                                failure -> failed(run, failure),
                                () -> failed(run, new IllegalStateException("a run ended without an answer"))));
    }

    /** Does the work again where its deadline passed and a caller with a later one has come meanwhile. */
    private Mono<SharedAnswer> untilLatestDeadline(SharedRun run, Mono<SharedAnswer> work) {
        return Mono.defer(() -> {
            Deadline begun = run.context().deadline();
            return work.onErrorResume(DeadlineExceededException.class, late -> {
                Deadline latest = run.context().deadline();
                return latest.at().isAfter(begun.at()) && !latest.hasPassed(clock)
                        ? untilLatestDeadline(run, work)
                        : Mono.error(late);
            });
        });
    }

    private void succeeded(SharedRun run, SharedAnswer answer) {
        end(run, answer).forEach(waiter -> waiter.sink().success(new ReceivedAnswer(answer, waiter.source())));
    }

    private void failed(SharedRun run, Throwable failure) {
        end(run, null).forEach(waiter -> waiter.sink().error(failure));
    }

    /** Ends a run and returns the callers that wait for it: none if the run had ended before. */
    private synchronized List<Waiter> end(SharedRun run, @Nullable SharedAnswer answer) {
        if (!run.end()) {
            return List.of();
        }
        if (answer != null) {
            run.keys().forEach(name -> finished.put(name, new Finished(run.request(), answer)));
        }
        forget(run);
        return run.waiters();
    }

    private synchronized boolean commit(SharedRun run) {
        return run.commit();
    }

    private void leave(SharedRun run, Waiter waiter) {
        synchronized (this) {
            if (run.hasEnded() || !run.remove(waiter) || run.isCommitted()) {
                return;
            }
            run.end();
            forget(run);
        }
        run.subscription().dispose();
    }

    private void forget(SharedRun run) {
        runs.remove(run.request(), run);
        run.keys().forEach(name -> runsByKey.remove(name, run));
    }

    /** The number of runs under way that further requests can join. */
    synchronized int runsUnderWay() {
        return runs.size();
    }

    /** The number of answers that can be replayed. */
    long finishedAnswers() {
        return finished.count();
    }
}
