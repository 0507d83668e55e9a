package io.minerstack.llmproxy.provider;

import io.minerstack.llmproxy.discovery.AddressSource;
import io.minerstack.servicesupport.client.Poller;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks at intervals which addresses the host names of the model servers have: a headless Service of Kubernetes has one
 * for each pod that is ready. No request waits for DNS. A look that fails changes nothing.
 */
@Component
class ReplicaDiscovery implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(ReplicaDiscovery.class);

    /** Longer than the time after which a second name server is asked. */
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final Providers providers;
    private final AddressSource source;
    private final Duration interval;
    private final Poller poller;

    ReplicaDiscovery(Providers providers, ProvidersProperties settings, AddressSource source) {
        this.providers = providers;
        this.source = source;
        this.interval = settings.discoveryInterval();
        this.poller = Poller.every(interval, log, "discovery of model servers", this::look)
                .timeout(TIMEOUT)
                .build();
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        boolean anything = providers.all().stream()
                .anyMatch(provider -> !provider.upstreamSet().discoverable().isEmpty());
        if (anything && interval.isPositive()) {
            poller.start();
        }
    }

    @Override
    public void destroy() {
        poller.stop();
    }

    /** One name that can't be resolved keeps no other from being looked at. */
    private Mono<Void> look() {
        return Flux.fromIterable(providers.all())
                .flatMapIterable(provider -> provider.upstreamSet().discoverable().stream()
                        .map(api -> look(provider.upstreamSet(), api))
                        .toList())
                .collectList()
                .flatMap(looks -> Flux.mergeDelayError(looks.size() + 1, looks.toArray(Mono<?>[]::new))
                        .then());
    }

    private Mono<Void> look(UpstreamSet upstreams, URI api) {
        return source.addresses(api.getHost())
                .doOnNext(addresses -> upstreams.update(api, addresses))
                .then();
    }
}
