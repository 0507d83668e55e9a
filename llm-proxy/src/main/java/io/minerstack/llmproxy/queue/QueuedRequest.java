package io.minerstack.llmproxy.queue;

import io.minerstack.llmproxy.failure.UpstreamException;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/** One request at one provider, from its arrival until it ends: it waits for a place, or has one. */
class QueuedRequest {

    /** Where a request is. Changed by {@link FairOrder} alone. */
    enum State {
        NEW,
        WAITING,
        IN_FLIGHT,
        GONE
    }

    private final TenantRequests tenant;
    private final Scheduler clock;
    private final long latestStart;
    private final Sinks.Empty<Void> place = Sinks.empty();
    private State state = State.NEW;

    /**
     * A request that has just come.
     *
     * @param clock tells the time
     * @param latestStart nanoseconds of {@code clock}; from then on the request must not get a place
     */
    QueuedRequest(TenantRequests tenant, Scheduler clock, long latestStart) {
        this.tenant = tenant;
        this.clock = clock;
        this.latestStart = latestStart;
    }

    TenantRequests tenant() {
        return tenant;
    }

    State state() {
        return state;
    }

    void become(State next) {
        state = next;
    }

    boolean isTooLate() {
        return clock.now(TimeUnit.NANOSECONDS) - latestStart >= 0;
    }

    /** Completes when this request has a place, and fails when it gets none. */
    Mono<Void> place() {
        return place.asMono();
    }

    void start() {
        place.tryEmitEmpty();
    }

    void refuse(UpstreamException reason) {
        place.tryEmitError(reason);
    }
}
