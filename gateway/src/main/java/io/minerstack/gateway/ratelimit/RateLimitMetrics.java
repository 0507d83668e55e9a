package io.minerstack.gateway.ratelimit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.gateway.edge.EnumCounters;
import io.minerstack.gateway.endpoint.RateLimitGroup;
import org.springframework.stereotype.Component;

/** Counts the decisions of the rate limiter. */
@Component
class RateLimitMetrics {

    static final String DECISIONS = "miner.gateway.rate.limit.decisions";

    private final EnumCounters<RateLimitGroup> allowed;
    private final EnumCounters<RateLimitGroup> limited;

    RateLimitMetrics(MeterRegistry meters) {
        this.allowed = decisions(meters, "allowed");
        this.limited = decisions(meters, "limited");
    }

    void count(RateLimitGroup group, RateLimitDecision decision) {
        (decision.allowed() ? allowed : limited).increment(group);
    }

    private static EnumCounters<RateLimitGroup> decisions(MeterRegistry meters, String outcome) {
        return new EnumCounters<>(RateLimitGroup.class, group -> Counter.builder(DECISIONS)
                .description("Decisions of the rate limiter")
                .tag("endpoint", group.label())
                .tag("outcome", outcome)
                .register(meters));
    }
}
