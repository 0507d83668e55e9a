package io.minerstack.llmproxy.provider;

import io.minerstack.llmproxy.upstream.ProbeState;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Looks at the list of models of every server that costs nothing, so that the status is true before the first request and
 * the length of its context is known. Whether a server is asked is its breaker's business; but one that could not be reached is
 * looked for every second, and its breaker told when it is there again, because callers may be waiting for it.
 */
@Component
class ModelProbe implements DisposableBean {

    private static final List<String> CONTEXT_FIELDS = List.of("max_model_len", "max_context_length", "context_length");

    private static final Logger log = LoggerFactory.getLogger(ModelProbe.class);

    private static final Duration RETURN_INTERVAL = Duration.ofSeconds(1);

    private final Providers providers;
    private final ProvidersProperties settings;
    private final Disposable.Composite rounds = Disposables.composite();

    ModelProbe(Providers providers, ProvidersProperties settings) {
        this.providers = providers;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        rounds.add(every(settings.probeInterval(), upstream -> true));
        rounds.add(every(RETURN_INTERVAL, Upstream::isGone));
    }

    private Disposable every(Duration interval, Predicate<Upstream> wanted) {
        return Flux.interval(Duration.ZERO, interval)
                .onBackpressureDrop()
                .concatMap(round -> look(wanted), 1)
                .subscribe();
    }

    private Mono<Void> look(Predicate<Upstream> wanted) {
        return Flux.fromIterable(providers.all())
                .filter(provider -> provider.kind() != ProviderKind.OPENAI)
                .flatMapIterable(Provider::upstreams)
                .filter(wanted)
                .flatMap(ModelProbe::look)
                .then();
    }

    private static Mono<Void> look(Upstream upstream) {
        return upstream.client()
                .models()
                .doOnNext(list -> {
                    note(upstream.sighting(), list);
                    upstream.cameBack();
                })
                .then()
                .onErrorResume(failure -> {
                    if (upstream.sighting().missed()) {
                        log.atWarn()
                                .addKeyValue("upstream", upstream.name())
                                .log(
                                        "it does not show its models: {}",
                                        failure.getClass().getSimpleName());
                    }
                    return Mono.empty();
                });
    }

    private static void note(ProbeState sighting, JsonNode list) {
        JsonNode first = list.path("data").path(0);
        sighting.seen(first.path("id").asString(null), context(first));
    }

    private static @Nullable Integer context(JsonNode model) {
        return CONTEXT_FIELDS.stream()
                .map(model::path)
                .filter(JsonNode::isInt)
                .map(JsonNode::asInt)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void destroy() {
        rounds.dispose();
    }
}
