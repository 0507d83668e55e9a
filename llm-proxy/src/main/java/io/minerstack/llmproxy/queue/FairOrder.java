package io.minerstack.llmproxy.queue;

import io.minerstack.llmproxy.queue.QueuedRequest.State;
import io.minerstack.servicesupport.context.Tenant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The order in which waiting requests get places. The next place goes to the tenant with the fewest requests in flight,
 * among several of these to the one that was served longest ago, and within a tenant to the oldest request. A tenant
 * alone gets every place. Each step takes {@code O(log n)} of the tenants that wait, {@link #ahead} {@code O(n)}, and a
 * tenant without requests is forgotten. Used under the lock of its queue.
 */
class FairOrder {

    private static final Comparator<TenantRequests> TURN =
            Comparator.comparingInt(TenantRequests::inFlight).thenComparingLong(TenantRequests::lastServed);

    private final int maxPending;
    private final Map<@Nullable Tenant, TenantRequests> tenants = new HashMap<>();
    /** Tenants with waiting requests; the first one gets the next place. */
    private final NavigableSet<TenantRequests> byInFlight = new TreeSet<>(TURN);
    /** Tenants with waiting requests; the last one has most of them. */
    private final NavigableSet<TenantRequests> byWaiting =
            new TreeSet<>(Comparator.comparingInt(TenantRequests::waitingCount).thenComparingLong(TenantRequests::id));

    private long step;
    private int inFlight;
    private int pending;
    /** The starts of the requests in flight, added up; may overflow, as the sum of elapsed times does not. */
    private long starts;

    /**
     * An order without requests.
     *
     * @param maxPending requests that may wait
     */
    FairOrder(int maxPending) {
        this.maxPending = maxPending;
    }

    int inFlight() {
        return inFlight;
    }

    int pending() {
        return pending;
    }

    /** Tenants that have requests. */
    int tenants() {
        return tenants.size();
    }

    /**
     * A request that has just come, and neither waits nor has a place yet.
     *
     * @param tenant null for a request without one; all of these count as one tenant
     * @param now nanoseconds, as all times here
     */
    QueuedRequest request(@Nullable Tenant tenant, long now, QueueWait wait) {
        TenantRequests requests = tenants.get(tenant);
        if (requests == null) {
            requests = new TenantRequests(tenant, ++step);
            tenants.put(tenant, requests);
        }
        return new QueuedRequest(requests, now, wait);
    }

    /** Whether a request that has just come may start at once. */
    boolean hasPlace(int places) {
        return pending == 0 && inFlight < places;
    }

    /**
     * The waiting request that gets the next place.
     *
     * @param places most requests in flight
     * @return null where no place is free or no request waits
     */
    @Nullable
    QueuedRequest next(int places) {
        return inFlight < places && pending > 0 ? byInFlight.first().waiting().getFirst() : null;
    }

    /**
     * The waiting requests that get a place before one more of this tenant: its own, and of each other tenant as many
     * as it has turns before. A tenant with fewer requests in flight has more turns. Later newcomers can add some.
     */
    int ahead(TenantRequests tenant) {
        int own = tenant.waitingCount();
        int ahead = own;
        for (TenantRequests other : byWaiting) {
            if (other != tenant) {
                int fewer = tenant.inFlight() - other.inFlight();
                int turns = own + (TURN.compare(other, tenant) < 0 ? Math.max(1, fewer) : Math.min(0, fewer + 1));
                ahead += Math.clamp(turns, 0, other.waitingCount());
            }
        }
        return ahead;
    }

    /** How long the requests in flight have had their places, added up. */
    long held(long now) {
        return inFlight * now - starts;
    }

    /** Gives a place to a request that has just come, or that waits. */
    void start(QueuedRequest request, long now) {
        if (request.state() == State.WAITING) {
            dequeue(request);
        }
        request.become(State.IN_FLIGHT);
        request.startedAt(now);
        starts += now;
        inFlight++;
        changeInFlight(request.tenant(), () -> request.tenant().gotPlace(++step));
    }

    /**
     * Lets a request wait that has just come. Where the queue is full, the tenant with most waiting requests, the one
     * of this request included, loses its newest one; this request itself where several tenants have as many.
     *
     * @return the request that was refused; null where none was
     */
    @Nullable
    QueuedRequest add(QueuedRequest request) {
        QueuedRequest refused = null;
        if (pending >= maxPending) {
            TenantRequests most = byWaiting.isEmpty() ? null : byWaiting.last();
            if (most == null || most.waitingCount() <= request.tenant().waitingCount() + 1) {
                remove(request);
                return request;
            }
            refused = most.waiting().getLast();
            remove(refused);
        }
        request.become(State.WAITING);
        pending++;
        changeWaiting(request.tenant(), () -> request.tenant().waiting().addLast(request));
        return refused;
    }

    /** The request ends, wherever it is. Does nothing where it has ended already. */
    void remove(QueuedRequest request) {
        State before = request.state();
        request.become(State.GONE);
        switch (before) {
            case WAITING -> dequeue(request);
            case IN_FLIGHT -> {
                inFlight--;
                starts -= request.start();
                changeInFlight(request.tenant(), () -> request.tenant().gaveBackPlace(++step));
            }
            case NEW, GONE -> {}
        }
        if (request.tenant().isIdle()) {
            tenants.remove(request.tenant().tenant(), request.tenant());
        }
    }

    private void dequeue(QueuedRequest request) {
        pending--;
        changeWaiting(request.tenant(), () -> request.tenant().waiting().remove(request));
    }

    /** A tenant leaves the sorted sets before a change and comes back after it. */
    private void changeWaiting(TenantRequests tenant, Runnable change) {
        byInFlight.remove(tenant);
        byWaiting.remove(tenant);
        change.run();
        if (tenant.waitingCount() > 0) {
            byInFlight.add(tenant);
            byWaiting.add(tenant);
        }
    }

    private void changeInFlight(TenantRequests tenant, Runnable change) {
        boolean waits = byInFlight.remove(tenant);
        change.run();
        if (waits) {
            byInFlight.add(tenant);
        }
    }
}
