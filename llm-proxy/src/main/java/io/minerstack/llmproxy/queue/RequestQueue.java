package io.minerstack.llmproxy.queue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.metering.LlmMeter;
import io.minerstack.servicesupport.context.Tenant;
import io.minerstack.servicesupport.text.LowerCaseLabel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Limits the requests in flight at one provider, and lets a limited number of further ones wait for a place in the
 * order of {@link FairOrder}. Where no other provider can answer, a request is refused that would probably have no time
 * left for an answer when its turn comes: it would take the place of one that can still be answered. The lock is held
 * for a change of the order only, never while a request is sent or refused.
 */
public final class RequestQueue {

    private final IntSupplier places;
    private final Scheduler scheduler;
    private final FairOrder order;
    private final UsualTime usual = new UsualTime();
    private final Map<Reason, Counter> refusals = new EnumMap<>(Reason.class);
    private final Timer waits;

    /** Why a request got no place. */
    private enum Reason implements LowerCaseLabel {
        /** The queue was full, and no other tenant had more waiting requests. */
        FULL,
        /** The queue was full, and a request of a tenant with fewer waiting requests came. */
        SHARE,
        /** The longest wait was over. */
        TIMEOUT,
        /** At the arrival or at the turn of the request, the time until its deadline was too short for an answer. */
        DEADLINE
    }

    /**
     * Registers the meters of the provider.
     *
     * @param places most requests in flight at the same time, at least 1; asked at each arrival, at each end,
     *     and by {@link #placesChanged()}
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
        this.order = new FairOrder(maxPending);
        Tags tags = Tags.of(LlmMeter.SHORT_PROVIDER, provider);
        LlmMeter.IN_FLIGHT.gauge(registry, tags, this, RequestQueue::inFlight);
        LlmMeter.PENDING.gauge(registry, tags, this, RequestQueue::pending);
        LlmMeter.PLACES.gauge(registry, tags, this, queue -> queue.places.getAsInt());
        waits = LlmMeter.QUEUE_WAIT.timer(registry, tags);
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
     * Calls {@code work} when the request has a place, and gives the place back when its stream ends. Fails
     * with {@link FailureKind#QUEUE_FULL} when the queue is full, when the longest wait passes first, or when the
     * request has probably too little time. A cancelled request leaves the queue at once.
     *
     * @param tenant whose request it is; null where there is none
     * @param work runs what it is given as soon as the server's answer is complete
     */
    public <T> Flux<T> run(@Nullable Tenant tenant, QueueWait wait, Function<Runnable, Publisher<T>> work) {
        return Flux.using(
                () -> enter(tenant, wait),
                entry -> {
                    Flux<T> answer = Flux.defer(() -> work.apply(entry.request()::answered));
                    return entry.atOnce()
                            ? answer
                            : place(entry.request(), wait).thenMany(answer);
                },
                entry -> leave(entry.request()));
    }

    /** There may be more places now: as many waiting requests as possible get one. */
    public void placesChanged() {
        startNext();
    }

    /**
     * A request in the queue.
     *
     * @param atOnce whether it had a place at its arrival
     */
    private record Entry(QueuedRequest request, boolean atOnce) {}

    private Entry enter(@Nullable Tenant tenant, QueueWait wait) {
        int limit = places.getAsInt();
        long now = now();
        QueuedRequest request;
        QueuedRequest refused = null;
        Reason reason = Reason.FULL;
        boolean atOnce;
        boolean mayWait = wait.longest().isPositive();
        synchronized (order) {
            request = order.request(tenant, now, wait);
            atOnce = order.hasPlace(limit);
            if (atOnce) {
                order.start(request, now);
            } else if (!mayWait) {
                order.remove(request);
            } else if (isHopeless(request, now, limit)) {
                order.remove(request);
                refused = request;
                reason = Reason.DEADLINE;
            } else {
                refused = order.add(request);
                reason = refused == request ? Reason.FULL : Reason.SHARE;
            }
        }
        if (atOnce) {
            waits.record(0, TimeUnit.NANOSECONDS);
            return new Entry(request, true);
        }
        if (!mayWait) {
            request.refuse(queueFull());
            return new Entry(request, false);
        }
        if (refused != null) {
            refuse(refused, reason);
        }
        // there may be more places than at the last end of a request
        startNext();
        return new Entry(request, false);
    }

    /**
     * Whether a request that has just come has too little time for its wait and its answer. The estimated wait is
     * {@code (rest of the requests in flight + usual time * requests ahead) / places}.
     */
    private boolean isHopeless(QueuedRequest request, long now, int limit) {
        if (!usual.isKnown()) {
            return false;
        }
        long inFlight = Math.max(0, order.inFlight() * usual.nanos() - order.held(now));
        long ahead = order.ahead(request.tenant()) * usual.nanos();
        return request.isHopeless(now, (inFlight + ahead) / limit + usual.needed());
    }

    /** Sends on a thread of the scheduler: the thread on which another request ended goes on with that one. */
    private Mono<Void> place(QueuedRequest request, QueueWait wait) {
        Mono<Void> place = request.place();
        return wait.longest().isPositive()
                ? place.timeout(wait.longest(), scheduler)
                        .onErrorMap(TimeoutException.class, late -> refusal(Reason.TIMEOUT))
                        .publishOn(scheduler)
                : place;
    }

    private void leave(QueuedRequest request) {
        synchronized (order) {
            if (request.isAnswered()) {
                usual.learn(now() - request.start());
            }
            order.remove(request);
            if (order.pending() == 0) {
                return;
            }
        }
        startNext();
    }

    private void startNext() {
        int limit = places.getAsInt();
        long now = now();
        List<QueuedRequest> started = new ArrayList<>(1);
        Map<QueuedRequest, Reason> refused = new HashMap<>(0);
        synchronized (order) {
            for (QueuedRequest next = order.next(limit); next != null; next = order.next(limit)) {
                Reason reason = next.isTooLate(now)
                        ? Reason.TIMEOUT
                        : usual.isKnown() && next.isHopeless(now, usual.needed()) ? Reason.DEADLINE : null;
                if (reason == null) {
                    order.start(next, now);
                    started.add(next);
                } else {
                    order.remove(next);
                    refused.put(next, reason);
                }
            }
        }
        started.forEach(request -> {
            waits.record(now - request.arrival(), TimeUnit.NANOSECONDS);
            request.givePlace();
        });
        refused.forEach(this::refuse);
    }

    private long now() {
        return scheduler.now(TimeUnit.NANOSECONDS);
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
