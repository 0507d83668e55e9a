package io.minerstack.llmproxy.provider;

import io.minerstack.llmproxy.upstream.Upstream;
import java.time.Duration;
import java.util.function.Predicate;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads the model lists of vLLM and local-llm at intervals: {@code GET /status} is right before the first request, and the
 * length of the context is known. Probes an unreachable upstream every second, because callers may be waiting for it.
 */
@Component
class ModelProbe implements DisposableBean {

    private static final Duration UNREACHABLE_INTERVAL = Duration.ofSeconds(1);

    private final Providers providers;
    private final ProvidersProperties settings;
    private final Disposable.Composite timers = Disposables.composite();

    ModelProbe(Providers providers, ProvidersProperties settings) {
        this.providers = providers;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        timers.add(probeEvery(settings.probeInterval(), upstream -> true));
        timers.add(probeEvery(UNREACHABLE_INTERVAL, Upstream::isUnreachable));
    }

    private Disposable probeEvery(Duration interval, Predicate<Upstream> wanted) {
        return Flux.interval(Duration.ZERO, interval)
                .onBackpressureDrop()
                .concatMap(round -> probe(wanted), 1)
                .subscribe();
    }

    private Mono<Void> probe(Predicate<Upstream> wanted) {
        return Flux.fromIterable(providers.all())
                .filter(provider -> provider.kind() != ProviderKind.OPENAI)
                .flatMapIterable(Provider::upstreams)
                .filter(wanted)
                .flatMap(Upstream::probe)
                .then();
    }

    @Override
    public void destroy() {
        timers.dispose();
    }
}
