package io.minerstack.agent.completion;

/** Why there is no completion. */
public class ModelFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final int upstreamStatus;
    private final long retryAfterSeconds;

    public ModelFailure(Reason reason, int upstreamStatus) {
        this(reason, upstreamStatus, 0);
    }

    public ModelFailure(Reason reason, int upstreamStatus, long retryAfterSeconds) {
        super(reason.name(), null, false, false);
        this.reason = reason;
        this.upstreamStatus = upstreamStatus;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public Reason reason() {
        return reason;
    }

    /** llm-proxy's HTTP status; 0 where it did not answer. */
    public int upstreamStatus() {
        return upstreamStatus;
    }

    /** How long to wait before the next try, in s; 0 where nobody said. */
    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** Kinds of failure that are handled differently. */
    public enum Reason {
        /** The prompt does not fit the model's context. */
        TOO_LONG,
        /** The provider's content policy refused the prompt. */
        REFUSED,
        /** What came back is no completion, after every retry and fallback. */
        UNUSABLE,
        /** No provider can be asked just now. */
        UNAVAILABLE
    }
}
