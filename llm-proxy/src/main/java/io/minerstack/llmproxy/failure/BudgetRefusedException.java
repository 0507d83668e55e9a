package io.minerstack.llmproxy.failure;

import java.time.Duration;
import java.util.Map;

/** No request was sent to an upstream, because of the budget of the caller's key. */
public final class BudgetRefusedException extends UpstreamException {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, String> headers;

    private BudgetRefusedException(FailureKind kind, String message, Duration retryAfter, Map<String, String> headers) {
        super(kind, message, retryAfter, null, ErrorWords.NONE, null);
        this.headers = Map.copyOf(headers);
    }

    /**
     * The budget does not allow what the attempt may cost.
     *
     * @param message names the limit
     * @param retryAfter until the budget may allow it
     * @param headers the state of the limits, for the caller
     */
    public static BudgetRefusedException exceeded(String message, Duration retryAfter, Map<String, String> headers) {
        return new BudgetRefusedException(FailureKind.BUDGET_EXCEEDED, message, retryAfter, headers);
    }

    /** Nobody can say whether the budget allows the attempt. */
    public static BudgetRefusedException unavailable(String message, Duration retryAfter) {
        return new BudgetRefusedException(FailureKind.BUDGET_UNAVAILABLE, message, retryAfter, Map.of());
    }

    /** Response headers with the state of the limits; empty where it is not known. */
    public Map<String, String> headers() {
        return headers;
    }
}
