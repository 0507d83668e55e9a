package io.minerstack.llmproxy.fallback;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.minerstack.llmproxy.adapter.CallerRequest;
import io.minerstack.llmproxy.exchange.FirstTokenTimeout;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.metering.LlmMeter;
import io.minerstack.llmproxy.provider.Provider;
import io.minerstack.llmproxy.sse.Chunk;
import io.minerstack.llmproxy.upstream.Upstream;
import io.minerstack.servicesupport.context.RequestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The attempts of one request, one after the other. Used by one thread at a time. */
class FallbackRun<T> {

    /** A second attempt is no help where it has to wait. */
    private static final Duration HEDGE_QUEUE_TIMEOUT = Duration.ofMillis(10);

    private final FallbackPolicy policy;
    private final Hedging hedging;
    private final MeterRegistry registry;
    private final List<Provider> providers;
    private final Supplier<Duration> timeLeft;
    private final Supplier<Duration> timeToTarget;
    private final CallerRequest request;
    private final RequestContext context;
    private final AttemptHandler<T> handler;
    private final List<FailedAttempt> failures = new ArrayList<>(2);

    private @Nullable Upstream lastUpstream;
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
            AttemptHandler<T> handler) {
        this.policy = policy;
        this.hedging = hedging;
        this.registry = registry;
        this.providers = providers;
        this.timeLeft = timeLeft;
        this.timeToTarget = timeToTarget;
        this.request = request;
        this.context = context;
        this.handler = handler;
    }

    /** A provider, and the upstream that would get the next attempt; null where none is available. */
    private record Candidate(
            Provider provider,
            @Nullable Upstream upstream,
            @Nullable Upstream failed) {

        ProviderSnapshot snapshot() {
            return new ProviderSnapshot(
                    upstream != null,
                    upstream == null ? Duration.ZERO : upstream.retryAfter(),
                    provider.size(),
                    provider.maxContext(),
                    isIdleSibling());
        }

        private boolean isIdleSibling() {
            return failed != null
                    && upstream != null
                    && upstream != failed
                    && upstream.retryAfter().isZero();
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
            candidates.add(new Candidate(provider, provider.pick(failed), failed));
        }
        return candidates;
    }

    private Flux<T> attempt(NextAction.Attempt attempt, Candidate candidate) {
        Provider provider = candidate.provider();
        Upstream upstream = Objects.requireNonNull(candidate.upstream());
        lastUpstream = upstream;
        Flux<T> answer = hedged(attempt, provider, upstream).onErrorResume(UpstreamException.class, failure -> {
            if (handler.isCommitted()) {
                return Flux.error(failure);
            }
            failures.add(new FailedAttempt(attempt.provider(), failure));
            return next();
        });
        return attempt.delay().isZero() ? answer : Mono.delay(attempt.delay()).thenMany(answer);
    }

    private Flux<T> hedged(NextAction.Attempt attempt, Provider provider, Upstream upstream) {
        if (!handler.mayRace() || !hedging.isOn() || !hasOtherServer(attempt.provider())) {
            return send(provider, attempt.queueTimeout(), upstream.complete(request, context, attempt.firstToken()));
        }
        return Flux.defer(() -> {
            RacedAttempt first = new RacedAttempt(provider, request);
            AtomicReference<@Nullable RacedAttempt> second = new AtomicReference<>();
            Flux<T> answer = send(
                            provider,
                            attempt.queueTimeout(),
                            first.watch(upstream.complete(request, context, attempt.firstToken())))
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

    private boolean hasOtherServer(int provider) {
        return provider < providers.size() - 1 || providers.get(provider).size() > 1;
    }

    /** Completes when the attempt has been silent for long enough; never where the server's history is too short. */
    private Mono<Void> silence(Upstream upstream) {
        Duration delay = hedging.delay(upstream.speed(), timeToTarget.get());
        return delay == null ? Mono.never() : Mono.delay(delay).then();
    }

    private @Nullable Flux<T> second(int silent, Upstream busy, AtomicReference<@Nullable RacedAttempt> started) {
        Hedging.Target target = hedging.start(providers, silent, busy);
        if (target == null) {
            return null;
        }
        RacedAttempt attempt = new RacedAttempt(target.provider(), request);
        started.set(attempt);
        FirstTokenTimeout firstToken = new FirstTokenTimeout(timeLeft.get(), true);
        return send(
                        target.provider(),
                        HEDGE_QUEUE_TIMEOUT,
                        attempt.watch(target.upstream().complete(request, context, firstToken)))
                .doOnNext(won -> {
                    attempt.won();
                    hedging.won(providers.get(silent));
                })
                .doOnCancel(attempt::lost);
    }

    private Flux<T> send(Provider provider, Duration queueTimeout, Flux<Chunk> chunks) {
        return provider.enqueue(queueTimeout, handler.handle(provider, chunks))
                .doOnNext(first -> countFallback(provider));
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
