package io.minerstack.llmproxy.upstream;

import org.jspecify.annotations.Nullable;

/** What was last seen of a server, by a request or by a look at its list of models. */
class Sighting {

    private volatile UpstreamState state = UpstreamState.UNKNOWN;
    private volatile @Nullable String model;
    private volatile @Nullable Integer maxContext;

    void seen() {
        if (state != UpstreamState.AVAILABLE) {
            state = UpstreamState.AVAILABLE;
        }
    }

    void seen(@Nullable String servedModel, @Nullable Integer context) {
        model = servedModel;
        maxContext = context;
        seen();
    }

    void missed() {
        state = UpstreamState.OPEN;
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
