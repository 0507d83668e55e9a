package io.minerstack.gateway.identity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.gateway.edge.EnumCounters;
import io.minerstack.gateway.identity.Identity.Reason;
import org.springframework.stereotype.Component;

/** Counts requests without a valid key, including those that get 429 instead of 401 or 403. */
@Component
class AuthenticationMetrics {

    static final String FAILURES = "miner.gateway.authentication.failures";

    private final EnumCounters<Reason> failures;

    AuthenticationMetrics(MeterRegistry meters) {
        this.failures = new EnumCounters<>(Reason.class, reason -> Counter.builder(FAILURES)
                .description("Requests without a valid key where one is needed")
                .tag("reason", reason.label())
                .register(meters));
    }

    void countFailure(Reason reason) {
        failures.increment(reason);
    }
}
