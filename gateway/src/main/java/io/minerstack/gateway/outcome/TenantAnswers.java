package io.minerstack.gateway.outcome;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.minerstack.gateway.componentcall.AnswerOutcome;
import io.minerstack.gateway.componentcall.ComponentCall;
import io.minerstack.gateway.endpoint.Endpoint;
import io.minerstack.servicesupport.context.Tenant;
import java.time.Clock;
import org.springframework.stereotype.Component;

/**
 * How the component calls of each tenant ended. Of {@value #MAX_TENANTS} tenants, those that were seen last; a tenant
 * that comes back later begins at zero.
 */
@Component
public class TenantAnswers {

    private static final int MAX_TENANTS = 1_000;

    private final Clock clock;
    private final Cache<Tenant, TenantAnswerCounts> tenants =
            Caffeine.newBuilder().maximumSize(MAX_TENANTS).build();

    TenantAnswers(Clock clock) {
        this.clock = clock;
    }

    void count(Tenant tenant, Endpoint component, AnswerOutcome outcome, ComponentCall call) {
        tenants.get(tenant, unseen -> new TenantAnswerCounts(clock.instant()))
                .add(component, outcome, call.time(), call.tokens());
    }

    /** The counts so far; all of them zero for a tenant without calls. */
    public TenantAnswerReport report(Tenant tenant) {
        TenantAnswerCounts counts = tenants.getIfPresent(tenant);
        return (counts == null ? new TenantAnswerCounts(clock.instant()) : counts).report();
    }
}
