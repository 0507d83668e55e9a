package io.minerstack.agent.completion;

/** Why there is no completion. */
public class ModelFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final int upstreamStatus;
    private final long retryAfterSeconds;
    private final transient PromptSize promptSize;

    public ModelFailure(Reason reason, int upstreamStatus) {
        this(reason, upstreamStatus, 0);
    }

    public ModelFailure(Reason reason, int upstreamStatus, long retryAfterSeconds) {
        this(reason, upstreamStatus, retryAfterSeconds, PromptSize.UNKNOWN);
    }

    private ModelFailure(Reason reason, int upstreamStatus, long retryAfterSeconds, PromptSize promptSize) {
        super(reason.name(), null, false, false);
        this.promptSize = promptSize;
        this.reason = reason;
        this.upstreamStatus = upstreamStatus;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** The prompt does not fit, as the server says. */
    public static ModelFailure tooLong(PromptSize promptSize) {
        return new ModelFailure(Reason.TOO_LONG, 400, 0, promptSize);
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

    /** What was said of the prompt's size; unknown for every other reason than {@link Reason#TOO_LONG}. */
    public PromptSize promptSize() {
        return promptSize;
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
