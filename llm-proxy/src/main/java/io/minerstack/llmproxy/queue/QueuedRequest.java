package io.minerstack.llmproxy.queue;

import io.minerstack.llmproxy.failure.UpstreamException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

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
    private final long arrival;
    private final QueueWait wait;
    private final Sinks.Empty<Void> place = Sinks.empty();
    private State state = State.NEW;
    private long start;
    private volatile boolean answered;

    /**
     * A request that has just come.
     *
     * @param arrival nanoseconds of the clock of its queue, as all times here
     */
    QueuedRequest(TenantRequests tenant, long arrival, QueueWait wait) {
        this.tenant = tenant;
        this.arrival = arrival;
        this.wait = wait;
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

    long arrival() {
        return arrival;
    }

    /** When the request got its place. */
    long start() {
        return start;
    }

    void startedAt(long now) {
        start = now;
    }

    /** Whether the longest wait is over. */
    boolean isTooLate(long now) {
        return now - arrival >= wait.longest().toNanos();
    }

    /**
     * Whether this request has too little time for an answer, and no other provider can give one.
     *
     * @param time from now until its answer would be complete
     */
    boolean isHopeless(long now, long time) {
        return wait.timeLeft() != null && now - arrival + time > wait.timeLeft().toNanos();
    }

    /** The answer is complete. */
    void answered() {
        answered = true;
    }

    boolean isAnswered() {
        return answered;
    }

    /** Completes when this request has a place, and fails when it gets none. */
    Mono<Void> place() {
        return place.asMono();
    }

    void givePlace() {
        place.tryEmitEmpty();
    }

    void refuse(UpstreamException reason) {
        place.tryEmitError(reason);
    }
}
