package io.minerstack.agent.completion;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * What one run has used of the model so far, carried in the Reactor context: the gateway's access log shows it of calls
 * that fail, too.
 */
public final class ModelUsage {

    private static final Object KEY = ModelUsage.class;

    private final AtomicLong tokens = new AtomicLong();
    private volatile @Nullable String provider;

    /** Gives the usage of a run to the code that calls the model. */
    public Context into(Context context) {
        return context.put(KEY, this);
    }

    /** The usage of the run of this subscriber; one that nobody reads outside of a run. */
    static ModelUsage of(ContextView context) {
        return context.<ModelUsage>getOrEmpty(KEY).orElseGet(ModelUsage::new);
    }

    /** Notes the provider that llm-proxy names, in an error response the one that was asked last; null for none. */
    void asked(@Nullable String named) {
        if (named != null) {
            provider = named;
        }
    }

    /** Adds the tokens of a reply, where the provider counts them. */
    void replied(Completion completion) {
        Integer counted = completion.tokens();
        if (counted != null) {
            tokens.addAndGet(counted);
        }
    }

    /** The provider that was asked last; null where no model call came back. */
    public @Nullable String provider() {
        return provider;
    }

    /** Tokens of all prompts and replies that came; 0 where none did. */
    public long tokens() {
        return tokens.get();
    }
}
