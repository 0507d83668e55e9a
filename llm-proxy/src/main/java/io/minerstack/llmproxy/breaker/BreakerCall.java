package io.minerstack.llmproxy.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the circuit breaker counts of one exchange. As a rule the end of the exchange counts. The probe of a half-open
 * breaker counts as a success at its first token, because all other requests wait for the probe; a later failure of the
 * probe counts too.
 */
public class BreakerCall {

    private final CircuitBreaker breaker;
    private final boolean alternative;
    private final long started;
    private final boolean probe;
    private final AtomicBoolean probing;

    BreakerCall(CircuitBreaker breaker, boolean alternative) {
        this.breaker = breaker;
        this.alternative = alternative;
        this.started = breaker.getCurrentTimestamp();
        this.probe = breaker.getState() == State.HALF_OPEN;
        this.probing = new AtomicBoolean(probe);
    }

    /** The upstream sent a token. */
    public void token() {
        if (probing.get()) {
            succeeded();
        }
    }

    /** The answer is complete. */
    public void succeeded() {
        probing.set(false);
        breaker.onSuccess(duration(), breaker.getTimestampUnit());
    }

    /**
     * The exchange failed.
     *
     * @param active false if the upstream sent nothing in any exchange for the time in which its response headers must
     *     arrive
     */
    public void failed(Throwable failure, boolean active) {
        if (failure instanceof UpstreamException upstream && countsAgainstUpstream(upstream.kind(), active)) {
            probing.set(false);
            breaker.onError(duration(), breaker.getTimestampUnit(), failure);
        } else {
            ignored();
        }
    }

    /**
     * A working upstream that is too slow or whose answer can't be used counts as failing only where another provider
     * could answer: without one, an open circuit would refuse requests that the upstream may answer. The response
     * headers show that the upstream works; without headers, tokens of other exchanges show that this request was
     * waiting in a queue. Without both, the only upstream counts as hung after its time-out for headers, however short
     * the deadlines of the callers are.
     */
    private boolean countsAgainstUpstream(FailureKind kind, boolean active) {
        return kind.countsAgainstUpstream() && (alternative || !showsWork(kind, active));
    }

    private boolean showsWork(FailureKind kind, boolean active) {
        return switch (kind) {
            case FIRST_TOKEN_TIMEOUT -> true;
            case HEADERS_TIMEOUT -> active;
            // the failure of a probe counts, because the circuit was open for a reason
            case STREAM_INTERRUPTED, INTER_TOKEN_TIMEOUT, INVALID_RESPONSE -> !probe;
            default -> false;
        };
    }

    /**
     * The caller ended the exchange, perhaps because its deadline is shorter than our time-outs. A hung upstream
     * counts as failed all the same.
     *
     * @param active as in {@link #failed}
     */
    public void cancelled(boolean active) {
        if (active) {
            ignored();
        } else {
            failed(new UpstreamException(FailureKind.HEADERS_TIMEOUT, "cancelled while silent"), false);
        }
    }

    /** The exchange says nothing about the upstream, as after a cancellation: the next request may be the probe. */
    public void ignored() {
        if (probing.compareAndSet(true, false)) {
            breaker.releasePermission();
        }
    }

    private long duration() {
        return breaker.getCurrentTimestamp() - started;
    }
}
