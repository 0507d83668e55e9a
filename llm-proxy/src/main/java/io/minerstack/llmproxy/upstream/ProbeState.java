package io.minerstack.llmproxy.upstream;

import org.jspecify.annotations.Nullable;

/** What was last seen of a server, by a request or by a look at its list of models. */
class ProbeState {

    /** One look may come at a bad moment, while answers go on. */
    private static final int MISSES_THAT_COUNT = 2;

    private volatile UpstreamState state = UpstreamState.UNKNOWN;
    private volatile int misses;
    private volatile @Nullable String model;
    private volatile @Nullable Integer maxContext;

    void seen() {
        misses = 0;
        if (state != UpstreamState.AVAILABLE) {
            state = UpstreamState.AVAILABLE;
        }
    }

    void seen(@Nullable String servedModel, @Nullable Integer context) {
        model = servedModel;
        maxContext = context;
        seen();
    }

    /** Called by one thread at a time. Answers whether this made the difference. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    boolean missed() {
        misses++;
        if (misses < MISSES_THAT_COUNT || state == UpstreamState.OPEN) {
            return false;
        }
        state = UpstreamState.OPEN;
        return true;
    }

    UpstreamState state() {
        return state;
    }

    /** The name that the server gives its model. */
    @Nullable
    String model() {
        return model;
    }

    /** Tokens that its model takes. */
    @Nullable
    Integer maxContext() {
        return maxContext;
    }
}
