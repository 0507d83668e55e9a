package io.minerstack.llmproxy.upstream;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What the last exchanges and model probes showed about an upstream. */
class ProbeState {

    /** One probe may fail under load while answers go on. */
    private static final int FAILURES_UNTIL_OPEN = 2;

    private static final List<String> CONTEXT_FIELDS = List.of("max_model_len", "max_context_length", "context_length");

    private static final String MAX_SEQUENCES_FIELD = "max_num_seqs";

    private static final String UPSTREAMS_OWN_MODEL = "default";

    private final String configured;
    private volatile UpstreamState state = UpstreamState.UNKNOWN;
    private volatile int failures;
    private volatile @Nullable String model;
    private volatile @Nullable Integer maxContext;
    private volatile @Nullable Integer maxSequences;

    /**
     * A state about which nothing is known.
     *
     * @param configured the configured model; {@code default} stands for the only model of the upstream
     */
    ProbeState(String configured) {
        this.configured = configured;
    }

    void succeeded() {
        failures = 0;
        if (state != UpstreamState.AVAILABLE) {
            state = UpstreamState.AVAILABLE;
        }
    }

    /**
     * A probe succeeded.
     *
     * @param models the body of {@code GET /v1/models}: the entry of the configured model counts
     * @return whether the upstream works on another number of requests than before
     */
    boolean succeeded(JsonNode models) {
        JsonNode own = entry(models.path("data"));
        model = own.path("id").asString(null);
        maxContext = maxContext(own);
        Integer before = maxSequences;
        Integer now = maxSequences(own);
        maxSequences = now;
        succeeded();
        return !Objects.equals(before, now);
    }

    /** The context of another model in the list would cut prompts, or let prompts through, that this one reads. */
    private JsonNode entry(JsonNode list) {
        for (JsonNode each : list) {
            if (each.path("id").asString("").equals(configured)) {
                return each;
            }
        }
        return configured.equals(UPSTREAMS_OWN_MODEL) && list.isArray() && list.size() == 1
                ? list.path(0)
                : MissingNode.getInstance();
    }

    private static @Nullable Integer maxContext(JsonNode entry) {
        return CONTEXT_FIELDS.stream()
                .map(entry::path)
                .filter(JsonNode::isInt)
                .map(JsonNode::asInt)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Integer maxSequences(JsonNode entry) {
        JsonNode sequences = entry.path(MAX_SEQUENCES_FIELD);
        return sequences.isInt() && sequences.asInt() > 0 ? sequences.asInt() : null;
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

    /** Requests that the upstream works on at the same time, null if unknown: local-llm tells. */
    @Nullable
    Integer maxSequences() {
        return maxSequences;
    }
}
