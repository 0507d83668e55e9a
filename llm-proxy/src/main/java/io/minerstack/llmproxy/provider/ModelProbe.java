package io.minerstack.llmproxy.provider;

import io.minerstack.llmproxy.spending.Spending;
import io.minerstack.llmproxy.upstream.Upstream;
import io.minerstack.servicesupport.client.Poller;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads the model lists of vLLM and local-llm at intervals: {@code GET /status} is right before the first request, and
 * the length of the context is known. Other servers are asked only while they do not accept our configuration, to learn
 * when they do. Probes an unreachable upstream every second, because callers may be waiting for it, and an upstream
 * that has just refused our configuration, because its list may show the reason, too.
 */
@Component
class ModelProbe implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(ModelProbe.class);

    private static final Duration URGENT_INTERVAL = Duration.ofSeconds(1);

    /** Longer than the time-out of one probe, which counts as a failed probe. */
    private static final Duration ROUND_TIMEOUT = Duration.ofSeconds(5);

    private final Poller all;
    private final Poller urgent;

    ModelProbe(Providers providers, ProvidersProperties settings, Spending spending) {
        // asked anew in each round: model servers come and go
        Supplier<Flux<Upstream>> probed = () -> upstreams(providers, kind -> kind != ProviderKind.OPENAI);
        Supplier<Flux<Upstream>> others = () -> upstreams(providers, kind -> kind == ProviderKind.OPENAI);
        this.all = poller(
                settings.probeInterval(),
                () -> Flux.concat(probed.get(), others.get().filter(Upstream::isMisconfigured)),
                spending::warnOfUnusedPrices);
        this.urgent = poller(
                URGENT_INTERVAL,
                () -> Flux.concat(
                        probed.get().filter(Upstream::isUnreachable),
                        others.get().filter(Upstream::isModelListWanted)),
                () -> {});
    }

    private static Flux<Upstream> upstreams(Providers providers, Predicate<ProviderKind> wanted) {
        return Flux.fromIterable(providers.all())
                .filter(provider -> wanted.test(provider.kind()))
                .flatMapIterable(Provider::upstreams);
    }

    private static Poller poller(Duration interval, Supplier<Flux<Upstream>> wanted, Runnable afterwards) {
        return Poller.every(interval, log, "model probe", () -> wanted.get()
                        .flatMap(Upstream::probe)
                        .then(Mono.fromRunnable(afterwards)))
                .timeout(ROUND_TIMEOUT)
                .build();
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        all.start();
        urgent.start();
    }

    @Override
    public void destroy() {
        all.stop();
        urgent.stop();
    }
}
