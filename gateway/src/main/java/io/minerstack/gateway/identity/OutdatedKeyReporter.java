package io.minerstack.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.apikeys.KeyFile;
import io.minerstack.gateway.identity.Identity.Outdated;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells the operator which expired and revoked keys are still used: a counter by key, and at most one log line a minute
 * for each key. The number of series is limited by the number of keys in the key file; a caller can't make new ones.
 */
@Component
class OutdatedKeyReporter {

    static final String REFUSALS = "miner.gateway.outdated.key.requests";

    private static final Logger LOG = LoggerFactory.getLogger(OutdatedKeyReporter.class);
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

    private final MeterRegistry meters;
    private final Cache<Outdated, Boolean> logged = Caffeine.newBuilder()
            .maximumSize(KeyFile.MAX_KEYS)
            .expireAfterWrite(LOG_INTERVAL)
            .build();

    OutdatedKeyReporter(MeterRegistry meters) {
        this.meters = meters;
    }

    void report(Outdated key) {
        Counter.builder(REFUSALS)
                .description("Requests with an expired or revoked key of the key file")
                .tag("key_id", key.keyId())
                .tag("key_name", key.keyName())
                .tag("reason", key.reason().label())
                .register(meters)
                .increment();
        if (logged.asMap().putIfAbsent(key, true) == null) {
            LOG.warn(
                    "API key {} ({}): refused because it is {}",
                    key.keyName(),
                    key.keyId(),
                    key.reason().label());
        }
    }
}
