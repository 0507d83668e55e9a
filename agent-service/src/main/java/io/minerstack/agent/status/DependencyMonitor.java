package io.minerstack.agent.status;

import io.minerstack.agent.client.LlmProxyWebClient;
import io.minerstack.agent.client.MemoryServiceWebClient;
import io.minerstack.agent.prompt.ContextLengthSource;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks at both peers again and again, so that {@code /health} answers at once and asks nobody. */
@Component
class DependencyMonitor implements SmartLifecycle, ContextLengthSource {

    private static final Logger log = LoggerFactory.getLogger(DependencyMonitor.class);

    // one look can fail by chance, or come while the proxy itself is at its wits' end for a moment; two in a row are
    // taken
    // for an outage
    private static final int MISSES_OF_AN_OUTAGE = 2;

    private final WebClient models;
    private final WebClient memory;
    private final StatusProperties properties;
    private final Clock clock;
    private final AtomicInteger modelMisses = new AtomicInteger(MISSES_OF_AN_OUTAGE);
    private final AtomicInteger memoryMisses = new AtomicInteger(MISSES_OF_AN_OUTAGE);

    private volatile @Nullable ModelStatus modelStatus;
    private volatile long activeConversations;
    private volatile @Nullable Disposable watching;

    DependencyMonitor(
            LlmProxyWebClient models, MemoryServiceWebClient memory, StatusProperties properties, Clock clock) {
        this.models = models.http();
        this.memory = memory.http();
        this.properties = properties;
        this.clock = clock;
    }

    /** The model's last known state, never an unavailable one; null before the first answer and in an outage. */
    @Nullable
    ModelStatus model() {
        return modelMisses.get() < MISSES_OF_AN_OUTAGE ? modelStatus : null;
    }

    /** The last known state, of an outage's beginning too: names and limits don't change with it. */
    @Nullable
    ModelStatus lastModel() {
        return modelStatus;
    }

    boolean memoryIsUp() {
        return memoryMisses.get() < MISSES_OF_AN_OUTAGE;
    }

    long activeConversations() {
        return activeConversations;
    }

    @Override
    public OptionalInt tokens() {
        ModelStatus status = modelStatus;
        return status == null ? OptionalInt.empty() : status.contextLength();
    }

    @Override
    public void start() {
        watching = Flux.interval(Duration.ZERO, properties.pollInterval())
                .onBackpressureDrop()
                .concatMap(tick -> Mono.when(lookAtModel(), lookAtMemory()), 1)
                .subscribe();
    }

    @Override
    public void stop() {
        Disposable current = watching;
        watching = null;
        if (current != null) {
            current.dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return watching != null;
    }

    private Mono<Void> lookAtModel() {
        return look(
                        ask(models, ModelStatus.class)
                                .doOnNext(this::remember)
                                .flatMap(status ->
                                        status.isUnavailable() ? Mono.error(NoProvider::new) : Mono.just(status)),
                        "llm-proxy",
                        modelMisses)
                .then();
    }

    /** The state before a first look that found no provider holds until the second; names are taken from either. */
    private void remember(ModelStatus status) {
        if (!status.isUnavailable() || model() == null) {
            modelStatus = status;
        }
    }

    private Mono<Void> lookAtMemory() {
        return look(ask(memory, MemoryStatus.class), "memory-service", memoryMisses)
                .doOnNext(status -> activeConversations = status.activeConversations())
                .then();
    }

    private static <T> Mono<T> ask(WebClient peer, Class<T> type) {
        return peer.get().uri("/status").retrieve().bodyToMono(type);
    }

    private <T> Mono<T> look(Mono<T> answer, String name, AtomicInteger misses) {
        return Mono.defer(() -> {
            Deadline until = Deadline.in(properties.pollTimeout(), clock);
            RequestContext call = new RequestContext(RequestId.acceptOrNew(null), null, until, null);
            return until.bound(answer, clock)
                    .doOnNext(status -> heard(name, misses))
                    .onErrorResume(failure -> {
                        missed(name, misses, failure);
                        return Mono.empty();
                    })
                    .contextWrite(call::into);
        });
    }

    private static void heard(String name, AtomicInteger misses) {
        if (misses.getAndSet(0) >= MISSES_OF_AN_OUTAGE) {
            log.info("{} serves", name);
        }
    }

    private static void missed(String name, AtomicInteger misses, Throwable failure) {
        int now = misses.updateAndGet(count -> Math.min(count + 1, MISSES_OF_AN_OUTAGE + 1));
        if (now == MISSES_OF_AN_OUTAGE) {
            log.warn("{} does not serve: {}", name, failure.getClass().getSimpleName());
        }
    }

    /** llm-proxy answers, but has nobody to ask. */
    private static final class NoProvider extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NoProvider() {
            super("no provider", null, false, false);
        }
    }
}
