package io.minerstack.gateway.rejection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.gateway.edge.EnumCounters;
import io.minerstack.gateway.limits.BodyCapacityException;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import org.springframework.stereotype.Component;

/** Counts refused requests by reason: the problem's code, or {@link #BODY_BYTES_IN_FLIGHT}. */
@Component
class RejectionMetrics {

    static final String REJECTIONS = "miner.gateway.rejections";

    /** Distinguishes this 503 for operators. Callers see {@code unavailable}, as with any other 503. */
    static final String BODY_BYTES_IN_FLIGHT = "body_bytes_in_flight";

    private final EnumCounters<ProblemType> byType;
    private final Counter bodyBytesInFlight;

    RejectionMetrics(MeterRegistry meters) {
        this.byType = new EnumCounters<>(ProblemType.class, type -> counter(meters, type.code()));
        this.bodyBytesInFlight = counter(meters, BODY_BYTES_IN_FLIGHT);
    }

    void count(ProblemException refusal) {
        if (refusal instanceof BodyCapacityException) {
            bodyBytesInFlight.increment();
        } else {
            byType.increment(refusal.type());
        }
    }

    private static Counter counter(MeterRegistry meters, String reason) {
        return Counter.builder(REJECTIONS)
                .description("Requests that the gateway itself refused")
                .tag("reason", reason)
                .register(meters);
    }
}
