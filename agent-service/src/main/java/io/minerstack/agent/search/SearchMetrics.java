package io.minerstack.agent.search;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.agent.search.SearchUnavailableException.Reason;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** {@code miner.search.failures}, by provider and by why. */
@Component
class SearchMetrics {

    private final Map<String, Counter> failures = new HashMap<>();

    SearchMetrics(MeterRegistry meters) {
        for (String provider : SearchEngineConfiguration.PROVIDERS) {
            for (Reason reason : Reason.values()) {
                failures.put(
                        provider + reason,
                        Counter.builder("miner.search.failures")
                                .description("Searches that the provider did not answer with results")
                                .tag("provider", provider)
                                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                                .register(meters));
            }
        }
    }

    void failed(String provider, Reason reason) {
        Objects.requireNonNull(failures.get(provider + reason)).increment();
    }
}
