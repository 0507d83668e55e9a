package io.minerstack.agent.memory;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** {@code miner.memory.failures}, by what was wanted of the memory. */
@Component
public class MemoryMetrics {

    private final Map<Want, Counter> failures = new EnumMap<>(Want.class);

    public MemoryMetrics(MeterRegistry meters) {
        for (Want want : Want.values()) {
            failures.put(
                    want,
                    Counter.builder("miner.memory.failures")
                            .description("Answers given without what the memory was wanted for")
                            .tag("operation", want.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
    }

    void failed(Want want) {
        Objects.requireNonNull(failures.get(want)).increment();
    }

    /** What the memory is wanted for. */
    enum Want {
        CONTEXT,
        TURN,
        OPERATIONS
    }
}
