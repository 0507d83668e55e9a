package io.minerstack.llmproxy.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.minerstack.llmproxy.breaker.BreakerCall;
import io.minerstack.llmproxy.exchange.FirstTokenTimeout;
import io.minerstack.llmproxy.exchange.UpstreamClient;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.metering.ProviderMeters;
import io.minerstack.llmproxy.sse.Chunk;
import io.minerstack.servicesupport.context.LogContext;
import io.minerstack.servicesupport.context.RequestContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import reactor.core.publisher.Flux;
import tools.jackson.databind.node.ObjectNode;

/** One model server: its breaker, its load, and the pause that it asked for. */
public class Upstream {

    private static final Logger log = LoggerFactory.getLogger(Upstream.class);
    private static final Duration UNKNOWN_PAUSE = Duration.ofSeconds(2);

    private final String name;
    private final UpstreamClient client;
    private final CircuitBreaker breaker;
    private final ProviderMeters meters;
    private final Clock clock;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final ProbeState sighting = new ProbeState();
    private volatile Instant pausedUntil = Instant.MIN;
    private volatile long lastToken = System.nanoTime();
    private volatile boolean unreachable;

    Upstream(String name, UpstreamClient client, CircuitBreaker breaker, ProviderMeters meters, Clock clock) {
        this.name = name;
        this.client = client;
        this.breaker = breaker;
        this.meters = meters;
        this.clock = clock;
        breaker.getEventPublisher().onStateTransition(event -> log.atWarn()
                .addKeyValue("upstream", name)
                .log("its breaker is now {}", event.getStateTransition().getToState()));
    }

    /** Such as {@code vllm}, or {@code vllm-2} where there are several. */
    public String name() {
        return name;
    }

    /**
     * Asks once. Completes when the answer is whole; every error is an {@link UpstreamException}. Cancelling closes the connection.
     *
     * @param request as the caller wrote it
     */
    public Flux<Chunk> ask(ObjectNode request, RequestContext call, FirstTokenTimeout patience) {
        return Flux.defer(() -> {
            BreakerCall trial = BreakerCall.begin(breaker, patience.alternative());
            return trial == null ? leftAlone() : attempt(request, call, patience, trial);
        });
    }

    private Flux<Chunk> leftAlone() {
        return Flux.error(UpstreamException.leftAlone(UNKNOWN_PAUSE));
    }

    private Flux<Chunk> attempt(ObjectNode request, RequestContext call, FirstTokenTimeout patience, BreakerCall trial) {
        long began = System.nanoTime();
        return client.complete(request, maxContext(), call, patience)
                .doOnNext(chunk -> {
                    if (chunk.hasToken()) {
                        lastToken = System.nanoTime();
                        trial.token();
                    }
                })
                .doOnError(failure -> trial.failed(failure, lastToken - began > 0))
                .doOnComplete(trial::succeeded)
                .doOnCancel(trial::provedNothing)
                .doOnSubscribe(begun -> inFlight.incrementAndGet())
                .doOnError(UpstreamException.class, failure -> failed(call, failure))
                .doOnComplete(this::succeeded)
                .doOnCancel(() -> meters.attempt("cancelled"))
                .doFinally(end -> inFlight.decrementAndGet());
    }

    private void succeeded() {
        unreachable = false;
        sighting.seen();
        meters.attempt("answered");
    }

    private void failed(RequestContext call, UpstreamException failure) {
        meters.attempt(failure.kind().label());
        unreachable = failure.kind() == UpstreamException.Kind.UNREACHABLE;
        // one line for each attempt: an open breaker keeps an outage from becoming a flood
        LogContext.with(
                call, () -> log.atLevel(failure.kind() == UpstreamException.Kind.REFUSED ? Level.INFO : Level.WARN)
                        .addKeyValue("upstream", name)
                        .addKeyValue("failure", failure.kind().label())
                        .log("an attempt gave no answer: {}", failure.getMessage()));
        Duration pause = failure.retryAfter();
        if (pause != null) {
            pausedUntil = clock.instant().plus(pause);
        }
    }

    /** How long it still wants to be left alone, zero if it doesn't. */
    public Duration pause() {
        Duration left = Duration.between(clock.instant(), pausedUntil);
        return pausedUntil.equals(Instant.MIN) || left.isNegative() ? Duration.ZERO : left;
    }

    /** False while its breaker is open. A half-open one lets one request through and refuses the rest by itself. */
    public boolean worthAsking() {
        return breaker.getState() != CircuitBreaker.State.OPEN
                && breaker.getState() != CircuitBreaker.State.FORCED_OPEN;
    }

    /** Whether it is left alone because it could not be reached. */
    boolean isGone() {
        return unreachable && breaker.getState() == CircuitBreaker.State.OPEN;
    }

    /** It can be reached again: the next request is its probe, however long its breaker meant to wait. */
    void cameBack() {
        if (isGone()) {
            breaker.transitionToHalfOpenState();
        }
    }

    int inFlight() {
        return inFlight.get();
    }

    UpstreamState state() {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> UpstreamState.OPEN;
            case HALF_OPEN -> UpstreamState.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> sighting.state();
        };
    }

    /** What a look at the server's list of models told. */
    ProbeState sighting() {
        return sighting;
    }

    UpstreamClient client() {
        return client;
    }

    @Nullable
    Integer maxContext() {
        return sighting.maxContext();
    }
}
