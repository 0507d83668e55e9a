package io.minerstack.llmproxy.fallback;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.minerstack.llmproxy.adapter.CallerRequest;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.metering.LlmMeter;
import io.minerstack.llmproxy.provider.Provider;
import io.minerstack.llmproxy.upstream.Upstream;
import io.minerstack.servicesupport.context.RequestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The attempts of one request, one after the other. Used by one thread at a time. */
class FallbackRun<T> {

    private final FallbackPolicy policy;
    private final MeterRegistry registry;
    private final List<Provider> providers;
    private final Supplier<Duration> timeLeft;
    private final CallerRequest request;
    private final RequestContext context;
    private final AttemptHandler<T> handler;
    private final List<FailedAttempt> failures = new ArrayList<>(2);

    private @Nullable Upstream lastUpstream;
    private boolean fallbackCounted;

    FallbackRun(
            FallbackPolicy policy,
            MeterRegistry registry,
            List<Provider> providers,
            Supplier<Duration> timeLeft,
            CallerRequest request,
            RequestContext context,
            AttemptHandler<T> handler) {
        this.policy = policy;
        this.registry = registry;
        this.providers = providers;
        this.timeLeft = timeLeft;
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
        FallbackState state =
                new FallbackState(candidates.stream().map(Candidate::snapshot).toList(), failures, timeLeft.get());
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
        Flux<T> answer = provider.enqueue(
                        attempt.queueTimeout(),
                        handler.handle(provider, upstream.complete(request, context, attempt.firstToken())))
                .doOnNext(first -> countFallback(provider))
                .onErrorResume(UpstreamException.class, failure -> {
                    if (handler.isCommitted()) {
                        return Flux.error(failure);
                    }
                    failures.add(new FailedAttempt(attempt.provider(), failure));
                    return next();
                });
        return attempt.delay().isZero() ? answer : Mono.delay(attempt.delay()).thenMany(answer);
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
