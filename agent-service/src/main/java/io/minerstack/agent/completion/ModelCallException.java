package io.minerstack.agent.completion;

import io.minerstack.servicesupport.context.DeadlineExceededException;
import io.minerstack.servicesupport.exception.Causes;
import java.util.Map;

/** A call to the model gave no completion. */
public class ModelCallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final int upstreamStatus;
    private final long retryAfterSeconds;
    private final transient PromptTooLongDetails promptTooLong;
    private final transient BudgetRefusal budgetRefusal;
    private final String causeWords;

    public ModelCallException(Reason reason, int upstreamStatus) {
        this(reason, upstreamStatus, 0);
    }

    public ModelCallException(Reason reason, int upstreamStatus, long retryAfterSeconds) {
        this(reason, upstreamStatus, retryAfterSeconds, PromptTooLongDetails.UNKNOWN, BudgetRefusal.NONE, "");
    }

    private ModelCallException(
            Reason reason,
            int upstreamStatus,
            long retryAfterSeconds,
            PromptTooLongDetails promptTooLong,
            BudgetRefusal budgetRefusal,
            String causeWords) {
        super(reason.name(), null, false, false);
        this.reason = reason;
        this.upstreamStatus = upstreamStatus;
        this.retryAfterSeconds = retryAfterSeconds;
        this.promptTooLong = promptTooLong;
        this.budgetRefusal = budgetRefusal;
        this.causeWords = causeWords;
    }

    /** A prompt that does not fit the model's context. */
    public static ModelCallException tooLong(PromptTooLongDetails details) {
        return new ModelCallException(Reason.TOO_LONG, 400, 0, details, BudgetRefusal.NONE, "");
    }

    /** A request that the budget of its key does not allow. */
    public static ModelCallException overBudget(BudgetRefusal refusal) {
        return new ModelCallException(Reason.OVER_BUDGET, 429, 0, PromptTooLongDetails.UNKNOWN, refusal, "");
    }

    /**
     * A request with a budget, of which nobody can say whether the budget allows it.
     *
     * @param reason {@link Reason#BUDGET_UNAVAILABLE} or {@link Reason#BUDGET_UNPRICED}
     * @param detail llm-proxy's own words
     * @param retryAfterSeconds 0 for none
     */
    static ModelCallException budgetUnknown(Reason reason, String detail, long retryAfterSeconds) {
        return new ModelCallException(
                reason, 503, retryAfterSeconds, PromptTooLongDetails.UNKNOWN, new BudgetRefusal(detail, Map.of()), "");
    }

    /** Keeps only words for the cause, because its message can quote an address or an answer. */
    public static ModelCallException of(Reason reason, int upstreamStatus, Throwable cause) {
        return new ModelCallException(
                reason, upstreamStatus, 0, PromptTooLongDetails.UNKNOWN, BudgetRefusal.NONE, Causes.inWords(cause));
    }

    /** Whether a call to the model failed with this, in which case an answer without the model is the way on. */
    public static boolean isModelFailure(Throwable failure) {
        return failure instanceof ModelCallException || failure instanceof DeadlineExceededException;
    }

    public Reason reason() {
        return reason;
    }

    /** llm-proxy's HTTP status; 0 where llm-proxy did not answer. */
    public int upstreamStatus() {
        return upstreamStatus;
    }

    /** The {@code Retry-After} of the reply, in s; 0 for none. */
    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** Token counts of the refused prompt; unknown for every reason but {@link Reason#TOO_LONG}. */
    public PromptTooLongDetails promptTooLong() {
        return promptTooLong;
    }

    /** What the caller is told; empty for every reason that has nothing to do with a budget. */
    public BudgetRefusal budgetRefusal() {
        return budgetRefusal;
    }

    /** What went wrong, in words; empty where the status is the cause. */
    public String causeWords() {
        return causeWords;
    }

    /** Kinds of failure that are handled differently. */
    public enum Reason {
        /** The prompt does not fit the model's context. */
        TOO_LONG,
        /** The provider's content policy refused the prompt. */
        REFUSED,
        /** The reply is no completion, after llm-proxy's retries and fallbacks. */
        UNUSABLE,
        /** The budget of the caller's key does not allow what the request may cost. */
        OVER_BUDGET,
        /** Nobody can say whether the budget of the caller's key allows the request: its database is away. */
        BUDGET_UNAVAILABLE,
        /** The caller's key has a budget of money, and no model that can answer has a price. */
        BUDGET_UNPRICED,
        /** No provider is available now. */
        UNAVAILABLE
    }
}
