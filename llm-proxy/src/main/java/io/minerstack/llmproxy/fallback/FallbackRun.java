package io.minerstack.llmproxy.fallback;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.minerstack.llmproxy.adapter.CallerRequest;
import io.minerstack.llmproxy.exchange.FirstTokenTimeout;
import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.metering.LlmMeter;
import io.minerstack.llmproxy.provider.Provider;
import io.minerstack.llmproxy.queue.QueueWait;
import io.minerstack.llmproxy.replica.PromptPrefix;
import io.minerstack.llmproxy.replica.ReplicaChoice;
import io.minerstack.llmproxy.replica.ReplicaLoad;
import io.minerstack.llmproxy.sse.Chunk;
import io.minerstack.llmproxy.upstream.Upstream;
import io.minerstack.servicesupport.context.RequestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The attempts of one request, one after the other. Used by one thread at a time. */
class FallbackRun<T> {

    private final FallbackPolicy policy;
    private final Hedging hedging;
    private final MeterRegistry registry;
    private final List<Provider> providers;
    private final Supplier<Duration> timeLeft;
    private final Supplier<Duration> timeToTarget;
    private final CallerRequest request;
    private final RequestContext context;
    private final AttemptHandler<T> handler;
    private final Function<CallerRequest, PromptPrefix> prefixes;
    private final List<FailedAttempt> failures = new ArrayList<>(2);

    private @Nullable Upstream lastUpstream;
    private @Nullable PromptPrefix prefix;
    private boolean fallbackCounted;

    FallbackRun(
            FallbackPolicy policy,
            Hedging hedging,
            MeterRegistry registry,
            List<Provider> providers,
            Supplier<Duration> timeLeft,
            Supplier<Duration> timeToTarget,
            CallerRequest request,
            RequestContext context,
            AttemptHandler<T> handler,
            Function<CallerRequest, PromptPrefix> prefixes) {
        this.policy = policy;
        this.hedging = hedging;
        this.registry = registry;
        this.providers = providers;
        this.timeLeft = timeLeft;
        this.timeToTarget = timeToTarget;
        this.request = request;
        this.context = context;
        this.handler = handler;
        this.prefixes = prefixes;
    }

    /** A provider, and the upstream that would get the next attempt; null where none is available. */
    private record Candidate(
            Provider provider,
            @Nullable ReplicaChoice<Upstream> choice,
            @Nullable Upstream failed) {

        ProviderSnapshot snapshot() {
            Duration retryAfter =
                    choice == null ? Duration.ZERO : choice.replica().retryAfter();
            boolean idleSibling = failed != null && choice != null && choice.replica() != failed && retryAfter.isZero();
            return new ProviderSnapshot(
                    choice != null, retryAfter, provider.size(), provider.maxContext(), idleSibling, provider.rests());
        }
    }

    Flux<T> next() {
        List<Candidate> candidates = candidates();
        FallbackState state = new FallbackState(
                candidates.stream().map(Candidate::snapshot).toList(), failures, timeLeft.get(), timeToTarget.get());
        return switch (policy.next(state)) {
            case NextAction.GiveUp(RuntimeException failure) -> Flux.error(failure);
            case NextAction.Attempt attempt -> attempt(attempt, candidates.get(attempt.provider()));
        };
    }

    private List<Candidate> candidates() {
        int current = failures.isEmpty() ? -1 : failures.getLast().provider();
        List<Candidate> candidates = new ArrayList<>(providers.size());
        for (int index = 0; index < providers.size(); index++) {
            Provider provider = providers.get(index);
            Upstream failed = index == current ? lastUpstream : null;
            candidates.add(new Candidate(provider, provider.pick(failed, this::prefix), failed));
        }
        return candidates;
    }

    /** The beginning of the prompt, computed where the first provider with several servers is asked. */
    private PromptPrefix prefix() {
        PromptPrefix known = prefix;
        if (known == null) {
            known = prefixes.apply(request);
            prefix = known;
        }
        return known;
    }

    private Flux<T> attempt(NextAction.Attempt attempt, Candidate candidate) {
        Provider provider = candidate.provider();
        ReplicaChoice<Upstream> choice = Objects.requireNonNull(candidate.choice());
        lastUpstream = choice.replica();
        Flux<T> answer = hedged(attempt, provider, choice).onErrorResume(UpstreamException.class, failure -> {
            if (handler.isCommitted()) {
                return Flux.error(failure);
            }
            failures.add(new FailedAttempt(attempt.provider(), failure));
            return next();
        });
        return attempt.delay().isZero() ? answer : Mono.delay(attempt.delay()).thenMany(answer);
    }

    private Flux<T> hedged(NextAction.Attempt attempt, Provider provider, ReplicaChoice<Upstream> choice) {
        Upstream upstream = choice.replica();
        if (!handler.mayRace() || !hedging.isOn() || !hasOtherServer(attempt.provider())) {
            return send(provider, choice, attempt.queueWait(), () -> complete(upstream, attempt));
        }
        return Flux.defer(() -> {
            RacedAttempt first = new RacedAttempt(provider, request);
            AtomicReference<@Nullable RacedAttempt> second = new AtomicReference<>();
            Flux<T> answer = send(provider, choice, attempt.queueWait(), () -> first.watch(complete(upstream, attempt)))
                    .doOnNext(won -> first.won())
                    .doOnCancel(() -> {
                        if (second.get() != null) {
                            first.lost();
                        }
                    });
            Mono<Void> silent = first.sent().then(Mono.defer(() -> silence(upstream)));
            return HedgeRace.of(
                    answer, silent, () -> first.isSilent() ? second(attempt.provider(), upstream, second) : null);
        });
    }

    /** Called when the request has its place: the wait for it has taken a part of the time. */
    private Flux<Chunk> complete(Upstream upstream, NextAction.Attempt attempt) {
        return upstream.complete(
                request, context, policy.firstToken(attempt.alternative(), timeLeft.get(), timeToTarget.get()));
    }

    private boolean hasOtherServer(int provider) {
        return provider < providers.size() - 1 || providers.get(provider).size() > 1;
    }

    /** Completes when the attempt has been silent for long enough; never where the server's history is too short. */
    private Mono<Void> silence(Upstream upstream) {
        Duration delay = hedging.delay(upstream.speed(), timeToTarget.get());
        return delay == null ? Mono.never() : Mono.delay(delay).then();
    }

    /**
     * A second attempt is no help where it has to wait, and must not take the place of a request that waits. It takes a
     * part of the share only where it has a place.
     */
    private @Nullable Flux<T> second(int silent, Upstream busy, AtomicReference<@Nullable RacedAttempt> started) {
        Hedging.Target target = hedging.target(providers, silent, busy, this::prefix);
        if (target == null) {
            return null;
        }
        Provider asked = providers.get(silent);
        RacedAttempt attempt = new RacedAttempt(target.provider(), request);
        AtomicBoolean placed = new AtomicBoolean();
        return target.provider()
                .enqueue(context.tenant(), QueueWait.NONE, answered -> {
                    placed.set(true);
                    if (!hedging.start(asked)) {
                        return Flux.error(new UpstreamException(
                                FailureKind.QUEUE_FULL, "the share of second attempts is used up"));
                    }
                    started.set(attempt);
                    FirstTokenTimeout firstToken = new FirstTokenTimeout(timeLeft.get(), true);
                    Flux<Chunk> chunks =
                            attempt.watch(target.choice().replica().complete(request, context, firstToken));
                    return assigned(
                            target.provider(),
                            target.choice(),
                            assignment -> handle(target.provider(), chunks, assignment, answered));
                })
                .doOnNext(won -> {
                    attempt.won();
                    hedging.won(asked);
                })
                .doOnError(failure -> {
                    if (!placed.get()) {
                        hedging.suppressed(asked);
                    }
                })
                .doOnCancel(attempt::lost);
    }

    /** Counts the request at its server before its wait in the queue: else all that wait would be given to one. */
    private Flux<T> send(
            Provider provider, ReplicaChoice<Upstream> choice, QueueWait wait, Supplier<Flux<Chunk>> chunks) {
        return assigned(provider, choice, assignment -> {
            AtomicReference<Runnable> answered = new AtomicReference<>(() -> {});
            // before the wait: the provider has been asked even if the request gets no place
            Flux<T> answer =
                    handle(provider, Flux.defer(chunks), assignment, () -> Objects.requireNonNull(answered.get())
                            .run());
            return provider.enqueue(context.tenant(), wait, place -> {
                answered.set(place);
                return answer;
            });
        });
    }

    private Flux<T> assigned(
            Provider provider, ReplicaChoice<Upstream> choice, Function<ReplicaLoad.Assignment, Flux<T>> attempt) {
        return Flux.using(
                () -> {
                    provider.meters().chosen(choice);
                    return choice.assign();
                },
                assignment -> attempt.apply(assignment).doOnNext(first -> countFallback(provider)),
                ReplicaLoad.Assignment::end);
    }

    private Flux<T> handle(
            Provider provider, Flux<Chunk> chunks, ReplicaLoad.Assignment assignment, Runnable answered) {
        return handler.handle(provider, watched(chunks, assignment).doOnComplete(answered));
    }

    private static Flux<Chunk> watched(Flux<Chunk> chunks, ReplicaLoad.Assignment assignment) {
        return chunks.doOnNext(chunk -> {
            if (chunk.hasToken()) {
                assignment.promptRead();
            }
        });
    }

    /** Counts an answer that another provider than the first one gives, whether the first one was asked or not. */
    private void countFallback(Provider answering) {
        if (fallbackCounted || answering == providers.getFirst()) {
            return;
        }
        fallbackCounted = true;
        String from = failures.isEmpty()
                ? providers.getFirst().name()
                : providers.get(failures.getLast().provider()).name();
        LlmMeter.FALLBACKS
                .counter(registry, Tags.of(LlmMeter.FROM, from, LlmMeter.TO, answering.name()))
                .increment();
    }
}
