package io.minerstack.llmproxy.provider;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.metering.LlmMeter;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.pool.InstrumentedPool;
import reactor.pool.PoolAcquirePendingLimitException;
import reactor.pool.PoolAcquireTimeoutException;
import reactor.pool.PoolBuilder;
import reactor.pool.PooledRef;

/** Limits the requests in flight at one provider, and the requests that wait for their turn. */
class RequestQueue {

    private final InstrumentedPool<Permit> permits;

    /** The right to have one request in flight. */
    private record Permit() {}

    /**
     * Registers the gauges of the provider.
     *
     * @param maxInFlight requests in flight at the same time
     * @param maxPending requests that may wait; further ones fail at once
     */
    RequestQueue(String provider, int maxInFlight, int maxPending, MeterRegistry registry) {
        this.permits = PoolBuilder.from(Mono.fromSupplier(Permit::new))
                .sizeBetween(0, maxInFlight)
                .maxPendingAcquire(maxPending)
                .buildPool();
        Tags tags = Tags.of(LlmMeter.SHORT_PROVIDER, provider);
        LlmMeter.IN_FLIGHT.gauge(registry, tags, permits, pool -> pool.metrics().acquiredSize());
        LlmMeter.PENDING.gauge(registry, tags, permits, pool -> pool.metrics().pendingAcquireSize());
    }

    /**
     * Subscribes to {@code work} when a permit is free, and returns the permit when {@code work} ends. Fails with
     * {@link FailureKind#QUEUE_FULL} when too many requests wait, or when {@code timeout} passes first.
     */
    <T> Flux<T> run(Duration timeout, Publisher<T> work) {
        return Flux.usingWhen(
                permits.acquire(timeout).onErrorMap(RequestQueue::isFull, RequestQueue::queueFull),
                permit -> work,
                PooledRef::release);
    }

    private static boolean isFull(Throwable failure) {
        return failure instanceof PoolAcquirePendingLimitException || failure instanceof PoolAcquireTimeoutException;
    }

    private static UpstreamException queueFull(Throwable cause) {
        return new UpstreamException(FailureKind.QUEUE_FULL, "request queue full");
    }
}
