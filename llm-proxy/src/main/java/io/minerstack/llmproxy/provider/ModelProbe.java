package io.minerstack.llmproxy.provider;

import io.minerstack.llmproxy.upstream.Upstream;
import io.minerstack.servicesupport.client.Poller;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
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
 * the length of the context is known. Probes an unreachable upstream every second, because callers may be waiting for
 * it.
 */
@Component
class ModelProbe implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(ModelProbe.class);

    private static final Duration UNREACHABLE_INTERVAL = Duration.ofSeconds(1);

    /** Longer than the time-out of one probe, which counts as a failed probe. */
    private static final Duration ROUND_TIMEOUT = Duration.ofSeconds(5);

    private final List<Upstream> upstreams;
    private final Poller all;
    private final Poller unreachable;

    ModelProbe(Providers providers, ProvidersProperties settings) {
        this.upstreams = providers.all().stream()
                .filter(provider -> provider.kind() != ProviderKind.OPENAI)
                .flatMap(provider -> provider.upstreams().stream())
                .toList();
        this.all = poller(settings.probeInterval(), upstream -> true);
        this.unreachable = poller(UNREACHABLE_INTERVAL, Upstream::isUnreachable);
    }

    private Poller poller(Duration interval, Predicate<Upstream> wanted) {
        return Poller.every(interval, log, "model probe", () -> probe(wanted))
                .timeout(ROUND_TIMEOUT)
                .build();
    }

    private Mono<Void> probe(Predicate<Upstream> wanted) {
        return Flux.fromIterable(upstreams)
                .filter(wanted)
                .flatMap(Upstream::probe)
                .then();
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        all.start();
        unreachable.start();
    }

    @Override
    public void destroy() {
        all.stop();
        unreachable.stop();
    }
}
