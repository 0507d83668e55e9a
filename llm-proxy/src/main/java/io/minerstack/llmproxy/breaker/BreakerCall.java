package io.minerstack.llmproxy.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.failure.UpstreamException.Kind;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What a server's breaker learns of one attempt: as a rule, how it ended. The single probe that a half-open breaker lets
 * through has succeeded with its first token, because everybody else waits for it; if it breaks later, that counts as well.
 */
class BreakerCall {

    private final CircuitBreaker breaker;
    private final boolean alternative;
    private final long began;
    private final AtomicBoolean probing;

    private BreakerCall(CircuitBreaker breaker, boolean alternative) {
        this.breaker = breaker;
        this.alternative = alternative;
        this.began = breaker.getCurrentTimestamp();
        this.probing = new AtomicBoolean(breaker.getState() == State.HALF_OPEN);
    }

    /**
     * Null where the breaker lets nothing through.
     *
     * @param alternative whether another provider could answer
     */
    static @Nullable BreakerCall begin(CircuitBreaker breaker, boolean alternative) {
        return breaker.tryAcquirePermission() ? new BreakerCall(breaker, alternative) : null;
    }

    void token() {
        if (probing.get()) {
            succeeded();
        }
    }

    void succeeded() {
        probing.set(false);
        breaker.onSuccess(took(), breaker.getTimestampUnit());
    }

    /**
     * The attempt failed.
     *
     * @param atWork whether the server sent a token to anybody since it began
     */
    void failed(Throwable failure, boolean atWork) {
        if (failure instanceof UpstreamException upstream && countsAgainstServer(upstream.kind(), atWork)) {
            probing.set(false);
            breaker.onError(took(), breaker.getTimestampUnit(), failure);
        } else {
            provedNothing();
        }
    }

    /**
     * A server at work that was not quick enough is left alone only where somebody else is quicker. Its head shows that it
     * is at work, or its tokens for others, behind whom this request waited.
     */
    private boolean countsAgainstServer(Kind kind, boolean atWork) {
        boolean late = kind == Kind.SLOW || (kind == Kind.SILENT && atWork);
        return kind.countsAgainstServer() && (!late || alternative);
    }

    /** It says nothing about the server, as when its caller left: a probe leaves its place to the next request. */
    void provedNothing() {
        if (probing.compareAndSet(true, false)) {
            breaker.releasePermission();
        }
    }

    private long took() {
        return breaker.getCurrentTimestamp() - began;
    }
}
