package io.minerstack.llmproxy.queue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.metering.LlmMeter;
import io.minerstack.servicesupport.context.Tenant;
import io.minerstack.servicesupport.text.LowerCaseLabel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Limits the requests in flight at one provider, and lets a limited number of further ones wait for a place in the
 * order of {@link FairOrder}. The lock is held for a change of the order only, never while a request is sent or
 * refused.
 */
public final class RequestQueue {

    private final IntSupplier places;
    private final Scheduler scheduler;
    private final FairOrder order;
    private final Map<Reason, Counter> refusals = new EnumMap<>(Reason.class);

    /** Why a request got no place. */
    private enum Reason implements LowerCaseLabel {
        /** The queue was full, and no other tenant had more waiting requests. */
        FULL,
        /** The queue was full, and a request of a tenant with fewer waiting requests came. */
        SHARE,
        /** The longest wait was over. */
        TIMEOUT
    }

    /**
     * Registers the meters of the provider.
     *
     * @param places most requests in flight at the same time, at least 1; asked at each arrival and each end
     * @param maxPending requests that may wait
     */
    public RequestQueue(String provider, IntSupplier places, int maxPending, MeterRegistry registry) {
        this(provider, places, maxPending, registry, Schedulers.parallel());
    }

    /**
     * As above.
     *
     * @param scheduler tells the time, ends waits that are too long, and sends requests that have waited
     */
    RequestQueue(String provider, IntSupplier places, int maxPending, MeterRegistry registry, Scheduler scheduler) {
        this.places = places;
        this.scheduler = scheduler;
        this.order = new FairOrder(maxPending, scheduler);
        Tags tags = Tags.of(LlmMeter.SHORT_PROVIDER, provider);
        LlmMeter.IN_FLIGHT.gauge(registry, tags, this, RequestQueue::inFlight);
        LlmMeter.PENDING.gauge(registry, tags, this, RequestQueue::pending);
        for (Reason reason : Reason.values()) {
            refusals.put(reason, LlmMeter.QUEUE_REFUSALS.counter(registry, tags.and(LlmMeter.REASON, reason.label())));
        }
    }

    int inFlight() {
        synchronized (order) {
            return order.inFlight();
        }
    }

    int pending() {
        synchronized (order) {
            return order.pending();
        }
    }

    int tenants() {
        synchronized (order) {
            return order.tenants();
        }
    }

    /**
     * Subscribes to {@code work} when the request has a place, and gives the place back when {@code work} ends. Fails
     * with {@link FailureKind#QUEUE_FULL} when the queue is full, or when {@code timeout} passes first. A cancelled
     * request leaves the queue at once.
     *
     * @param tenant whose request it is; null where there is none
     * @param timeout the longest wait; zero for a request that must not wait, and whose refusal counts in no metric
     */
    public <T> Flux<T> run(@Nullable Tenant tenant, Duration timeout, Publisher<T> work) {
        return Flux.using(
                () -> enter(tenant, timeout),
                entry -> entry.atOnce() ? work : place(entry.request(), timeout).thenMany(work),
                entry -> leave(entry.request()));
    }

    /**
     * A request in the queue.
     *
     * @param atOnce whether it had a place at its arrival
     */
    private record Entry(QueuedRequest request, boolean atOnce) {}

    private Entry enter(@Nullable Tenant tenant, Duration timeout) {
        int limit = places.getAsInt();
        QueuedRequest request;
        QueuedRequest refused = null;
        boolean mayWait = timeout.isPositive();
        synchronized (order) {
            request = order.request(tenant, scheduler.now(TimeUnit.NANOSECONDS) + timeout.toNanos());
            if (order.hasPlace(limit)) {
                order.start(request);
                return new Entry(request, true);
            }
            if (mayWait) {
                refused = order.add(request);
            } else {
                order.remove(request);
            }
        }
        if (!mayWait) {
            request.refuse(queueFull());
            return new Entry(request, false);
        }
        if (refused != null) {
            refuse(refused, refused == request ? Reason.FULL : Reason.SHARE);
        }
        // there may be more places than at the last end of a request
        startNext();
        return new Entry(request, false);
    }

    /** Sends on a thread of the scheduler: the thread on which another request ended goes on with that one. */
    private Mono<Void> place(QueuedRequest request, Duration timeout) {
        Mono<Void> place = request.place();
        return timeout.isPositive()
                ? place.timeout(timeout, scheduler)
                        .onErrorMap(TimeoutException.class, late -> refusal(Reason.TIMEOUT))
                        .publishOn(scheduler)
                : place;
    }

    private void leave(QueuedRequest request) {
        synchronized (order) {
            order.remove(request);
            if (order.pending() == 0) {
                return;
            }
        }
        startNext();
    }

    private void startNext() {
        int limit = places.getAsInt();
        List<QueuedRequest> started = new ArrayList<>(1);
        List<QueuedRequest> late = new ArrayList<>(0);
        synchronized (order) {
            for (QueuedRequest next = order.next(limit); next != null; next = order.next(limit)) {
                if (next.isTooLate()) {
                    order.remove(next);
                    late.add(next);
                } else {
                    order.start(next);
                    started.add(next);
                }
            }
        }
        started.forEach(QueuedRequest::start);
        late.forEach(request -> refuse(request, Reason.TIMEOUT));
    }

    private void refuse(QueuedRequest request, Reason reason) {
        request.refuse(refusal(reason));
    }

    private UpstreamException refusal(Reason reason) {
        Objects.requireNonNull(refusals.get(reason)).increment();
        return queueFull();
    }

    private static UpstreamException queueFull() {
        return new UpstreamException(FailureKind.QUEUE_FULL, "request queue full");
    }
}
