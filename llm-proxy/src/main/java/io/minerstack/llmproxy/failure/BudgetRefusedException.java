package io.minerstack.llmproxy.failure;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** No request was sent to an upstream, because of the budget of the caller's key. */
public final class BudgetRefusedException extends UpstreamException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable RefusedLimit limit;
    private final transient Map<String, String> headers;

    private BudgetRefusedException(
            FailureKind kind,
            String message,
            @Nullable Duration retryAfter,
            @Nullable RefusedLimit limit,
            Map<String, String> headers) {
        super(kind, message, retryAfter, null, ErrorWords.NONE, null);
        this.limit = limit;
        this.headers = Map.copyOf(headers);
    }

    /**
     * The budget does not allow what the attempt may cost.
     *
     * @param message names the limit
     * @param retryAfter until the budget may allow it; null where it never will
     * @param limit for the audit log
     * @param headers the state of the limits, for the caller
     */
    public static BudgetRefusedException exceeded(
            String message, @Nullable Duration retryAfter, RefusedLimit limit, Map<String, String> headers) {
        return new BudgetRefusedException(FailureKind.BUDGET_EXCEEDED, message, retryAfter, limit, headers);
    }

    /**
     * The key has a budget of money, and the model has no price.
     *
     * @param message names the model and the setting, for the caller
     */
    public static BudgetRefusedException unpriced(String message, Duration retryAfter) {
        return new BudgetRefusedException(FailureKind.BUDGET_UNPRICED, message, retryAfter, null, Map.of());
    }

    /** Nobody can say whether the budget allows the attempt. */
    public static BudgetRefusedException unavailable(String message, Duration retryAfter) {
        return new BudgetRefusedException(FailureKind.BUDGET_UNAVAILABLE, message, retryAfter, null, Map.of());
    }

    /** The limit that refused; null where none did. */
    public @Nullable RefusedLimit limit() {
        return limit;
    }

    /** Response headers with the state of the limits; empty where it is not known. */
    public Map<String, String> headers() {
        return headers;
    }
}
