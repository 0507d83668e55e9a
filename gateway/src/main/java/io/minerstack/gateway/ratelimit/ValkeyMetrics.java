package io.minerstack.gateway.ratelimit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Tells whether rate limits are counted together with other gateways. */
@Component
class ValkeyMetrics {

    static final String DOWN = "miner.gateway.valkey.down";
    static final String FAILURES = "miner.gateway.valkey.failures";

    private final AtomicInteger down = new AtomicInteger();
    private final Counter failures;

    ValkeyMetrics(MeterRegistry meters) {
        Gauge.builder(DOWN, down, AtomicInteger::get)
                .description("1 while Valkey can't be used and this gateway counts rate limits by itself")
                .register(meters);
        this.failures = Counter.builder(FAILURES)
                .description("Requests that this gateway counted by itself because Valkey did not answer in time")
                .register(meters);
    }

    void setDown(boolean now) {
        down.set(now ? 1 : 0);
    }

    void countFailure() {
        failures.increment();
    }
}
