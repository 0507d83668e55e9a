package io.minerstack.llmproxy.queue;

import io.minerstack.servicesupport.context.Tenant;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** The requests of one tenant at one provider. Exists while there are any. Used under the lock of its queue. */
class TenantRequests {

    private final @Nullable Tenant tenant;
    private final long id;
    private final SequencedSet<QueuedRequest> waiting = new LinkedHashSet<>();
    private int inFlight;
    private long lastServed;

    /**
     * A tenant without requests.
     *
     * @param tenant null for all requests without a tenant
     * @param id tells tenants of one queue apart
     */
    TenantRequests(@Nullable Tenant tenant, long id) {
        this.tenant = tenant;
        this.id = id;
        this.lastServed = id;
    }

    @Nullable
    Tenant tenant() {
        return tenant;
    }

    long id() {
        return id;
    }

    /** The requests that wait, in the order of their arrival. */
    SequencedSet<QueuedRequest> waiting() {
        return waiting;
    }

    int waitingCount() {
        return waiting.size();
    }

    int inFlight() {
        return inFlight;
    }

    /** The step at which this tenant came, or at which a request of it last got a place or gave one back. */
    long lastServed() {
        return lastServed;
    }

    void gotPlace(long step) {
        inFlight++;
        lastServed = step;
    }

    void gaveBackPlace(long step) {
        inFlight--;
        lastServed = step;
    }

    boolean isIdle() {
        return inFlight == 0 && waiting.isEmpty();
    }
}
