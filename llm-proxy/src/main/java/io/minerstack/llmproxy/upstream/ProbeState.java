package io.minerstack.llmproxy.upstream;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the last exchanges and model probes showed about an upstream. */
class ProbeState {

    /** One probe may fail under load while answers go on. */
    private static final int FAILURES_UNTIL_OPEN = 2;

    private static final List<String> CONTEXT_FIELDS = List.of("max_model_len", "max_context_length", "context_length");

    private volatile UpstreamState state = UpstreamState.UNKNOWN;
    private volatile int failures;
    private volatile @Nullable String model;
    private volatile @Nullable Integer maxContext;

    void succeeded() {
        failures = 0;
        if (state != UpstreamState.AVAILABLE) {
            state = UpstreamState.AVAILABLE;
        }
    }

    /**
     * A probe succeeded.
     *
     * @param models the body of {@code GET /v1/models}: the first model counts
     */
    void succeeded(JsonNode models) {
        JsonNode first = models.path("data").path(0);
        model = first.path("id").asString(null);
        maxContext = maxContext(first);
        succeeded();
    }

    private static @Nullable Integer maxContext(JsonNode first) {
        return CONTEXT_FIELDS.stream()
                .map(first::path)
                .filter(JsonNode::isInt)
                .map(JsonNode::asInt)
                .findFirst()
                .orElse(null);
    }

    /** A probe failed. Returns whether this failure changed the state. Called by one thread at a time. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    boolean failed() {
        failures++;
        if (failures < FAILURES_UNTIL_OPEN || state == UpstreamState.OPEN) {
            return false;
        }
        state = UpstreamState.OPEN;
        return true;
    }

    UpstreamState state() {
        return state;
    }

    /** The upstream's name of its model, null if unknown. */
    @Nullable
    String model() {
        return model;
    }

    /** Tokens of the model's context, null if unknown. */
    @Nullable
    Integer maxContext() {
        return maxContext;
    }
}
