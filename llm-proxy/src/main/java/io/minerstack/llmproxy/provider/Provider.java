package io.minerstack.llmproxy.provider;

import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.metering.ProviderMeters;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolAcquirePendingLimitException;
import reactor.pool.PoolAcquireTimeoutException;
import reactor.pool.PooledRef;

/** One provider: its servers, and how many requests it takes at a time. */
public class Provider {

    private final ProviderKind kind;
    private final String model;
    private final int configuredContext;
    private final List<Upstream> upstreams;
    private final InstrumentedPool<Permit> permits;
    private final ProviderMeters meters;

    /** The right to have one request under way. */
    record Permit() {}

    Provider(
            ProviderKind kind,
            ProviderProperties settings,
            List<Upstream> upstreams,
            InstrumentedPool<Permit> permits,
            ProviderMeters meters) {
        this.kind = kind;
        this.model = settings.model();
        this.configuredContext = settings.maxContext();
        this.upstreams = List.copyOf(upstreams);
        this.permits = permits;
        this.meters = meters;
    }

    public String name() {
        return kind.wireName();
    }

    public ProviderMeters meters() {
        return meters;
    }

    ProviderKind kind() {
        return kind;
    }

    List<Upstream> upstreams() {
        return upstreams;
    }

    /** How many servers it has. */
    public int size() {
        return upstreams.size();
    }

    /** As configured; where that leaves it to the server, what the server calls it, once known. */
    public String model() {
        return model.equals("default")
                ? upstreams.stream()
                        .map(upstream -> upstream.sighting().model())
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(model)
                : model;
    }

    /** Whether a request for exactly this model may go here. */
    public boolean serves(String wanted) {
        return wanted.equals(model) || wanted.equals(model());
    }

    /** Tokens that its model takes, null while unknown. */
    public @Nullable Integer maxContext() {
        return upstreams.stream()
                .map(Upstream::maxContext)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(configuredContext > 0 ? configuredContext : null);
    }

    /** The best state of any of its servers. */
    public UpstreamState state() {
        return upstreams.stream()
                .map(Upstream::state)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** How long the least paused server that is worth asking wants to be left alone; zero if none does. */
    public Duration pause() {
        return upstreams.stream()
                .filter(Upstream::worthAsking)
                .map(Upstream::pause)
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** False while every server's breaker is open. */
    public boolean worthAsking() {
        return upstreams.stream().anyMatch(Upstream::worthAsking);
    }

    /**
     * The server to ask next: the least paused, then the least busy. Null when all are left alone.
     *
     * @param failed the one that just failed; asked again only if there is no other
     */
    public @Nullable Upstream pick(@Nullable Upstream failed) {
        if (upstreams.size() == 1) {
            Upstream only = upstreams.getFirst();
            return only.worthAsking() ? only : null;
        }
        return upstreams.stream()
                .filter(Upstream::worthAsking)
                .min(Comparator.<Upstream, Boolean>comparing(upstream -> upstream == failed)
                        .thenComparing(Upstream::pause)
                        .thenComparing(Upstream::inFlight))
                .orElse(null);
    }

    /**
     * Runs {@code work} when its turn comes.
     *
     * @param wait the most that it waits for its turn; then, or when too many wait already, {@link UpstreamException.Kind#CROWDED}
     */
    public <T> Flux<T> admit(Duration wait, Publisher<T> work) {
        return Flux.usingWhen(
                permits.acquire(wait)
                        .onErrorMap(
                                full -> full instanceof PoolAcquirePendingLimitException
                                        || full instanceof PoolAcquireTimeoutException,
                                full -> new UpstreamException(UpstreamException.Kind.CROWDED, "too many requests")),
                permit -> work,
                PooledRef::release);
    }
}
