package io.minerstack.gateway.identity;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Tells whether the keys in use are those of the key file. */
@Component
class KeyFileMetrics {

    static final String STALE = "miner.gateway.key.file.stale";

    private final AtomicInteger stale = new AtomicInteger();

    KeyFileMetrics(MeterRegistry meters) {
        Gauge.builder(STALE, stale, AtomicInteger::get)
                .description("1 while the key file can't be read and the keys that were read before are used")
                .register(meters);
    }

    void setStale(boolean now) {
        stale.set(now ? 1 : 0);
    }
}
