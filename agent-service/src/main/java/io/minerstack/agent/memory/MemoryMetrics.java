package io.minerstack.agent.memory;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.servicesupport.text.LowerCaseLabel;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** {@code miner.memory.failures} by operation. */
@Component
public class MemoryMetrics {

    private final Map<MemoryOperation, Counter> failures = new EnumMap<>(MemoryOperation.class);

    public MemoryMetrics(MeterRegistry meters) {
        for (MemoryOperation operation : MemoryOperation.values()) {
            failures.put(
                    operation,
                    Counter.builder("miner.memory.failures")
                            .description("Failed calls to memory-service; the requests were answered without them")
                            .tag("operation", operation.label())
                            .register(meters));
        }
    }

    void failed(MemoryOperation operation) {
        Objects.requireNonNull(failures.get(operation)).increment();
    }

    /** The calls to memory-service. */
    enum MemoryOperation implements LowerCaseLabel {
        /** Reads history and playbook. */
        CONTEXT,
        /** Stores a turn. */
        TURN,
        /** Applies feedback to the playbook. */
        OPERATIONS
    }
}
