package io.minerstack.agent.search;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.agent.search.SearchUnavailableException.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Counts failed searches in {@code miner.search.failures}; every series exists from the start, at 0. */
@Component
class SearchMetrics {

    private final Map<String, Counter> failures = new HashMap<>();

    SearchMetrics(MeterRegistry registry) {
        for (String provider : SearchEngineConfiguration.PROVIDERS) {
            for (Reason reason : Reason.values()) {
                failures.put(
                        provider + reason,
                        Counter.builder("miner.search.failures")
                                .description("Failed searches, by provider and reason")
                                .tag("provider", provider)
                                .tag("reason", reason.label())
                                .register(registry));
            }
        }
    }

    void failed(String provider, Reason reason) {
        Objects.requireNonNull(failures.get(provider + reason)).increment();
    }
}
