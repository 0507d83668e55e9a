package io.minerstack.gateway.limits;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.servicesupport.problem.ProblemException;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Sheds load: above the limit a request is refused at once, because queueing would make all requests slow. */
@Component
class ConcurrencyLimiter {

    static final String IN_FLIGHT = "miner.gateway.requests.in.flight";

    private final int limit;
    private final AtomicInteger inFlight = new AtomicInteger();

    ConcurrencyLimiter(LimitsProperties properties, MeterRegistry meters) {
        this.limit = properties.maxConcurrentRequests();
        Gauge.builder(IN_FLIGHT, inFlight, AtomicInteger::get)
                .description("Requests from outside that are in flight")
                .register(meters);
    }

    /**
     * Runs a request if the limit allows one more, and counts the request until it completes, fails or is cancelled.
     */
    Mono<Void> limit(Mono<Void> request) {
        return Mono.defer(() -> {
            if (inFlight.incrementAndGet() > limit) {
                inFlight.decrementAndGet();
                return Mono.error(
                        ProblemException.unavailable("Too many requests are in progress; try again shortly.", 1));
            }
            return request.doFinally(end -> inFlight.decrementAndGet());
        });
    }
}
