package io.minerstack.agent.completion;

import io.minerstack.agent.client.RootCause;

/** Why there is no completion. */
public class ModelCallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final int upstreamStatus;
    private final long retryAfterSeconds;
    private final transient PromptTooLongDetails promptSize;
    private final String kind;

    public ModelCallException(Reason reason, int upstreamStatus) {
        this(reason, upstreamStatus, 0);
    }

    public ModelCallException(Reason reason, int upstreamStatus, long retryAfterSeconds) {
        this(reason, upstreamStatus, retryAfterSeconds, PromptTooLongDetails.UNKNOWN, "");
    }

    private ModelCallException(
            Reason reason, int upstreamStatus, long retryAfterSeconds, PromptTooLongDetails promptSize, String kind) {
        super(reason.name(), null, false, false);
        this.kind = kind;
        this.promptSize = promptSize;
        this.reason = reason;
        this.upstreamStatus = upstreamStatus;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** The prompt does not fit, as the server says. */
    public static ModelCallException tooLong(PromptTooLongDetails promptSize) {
        return new ModelCallException(Reason.TOO_LONG, 400, 0, promptSize, "");
    }

    /** Of a cause whose kind alone is kept: what it says can quote an address or an answer. */
    public static ModelCallException of(Reason reason, int upstreamStatus, Throwable cause) {
        return new ModelCallException(reason, upstreamStatus, 0, PromptTooLongDetails.UNKNOWN, RootCause.of(cause));
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
    public PromptTooLongDetails promptSize() {
        return promptSize;
    }

    /** What it was, as the name of a class; empty where the status says it. */
    public String kind() {
        return kind;
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
