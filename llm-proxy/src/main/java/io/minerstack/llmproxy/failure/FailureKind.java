package io.minerstack.llmproxy.failure;

import io.minerstack.servicesupport.text.LowerCaseLabel;

/**
 * Why an attempt at an upstream gave no answer, as far as the reason decides what happens next. The label is the value
 * of the metric label {@code outcome}.
 */
public enum FailureKind implements LowerCaseLabel {
    /** 400, 413, 422: the upstream rejects the request itself. */
    REJECTED(false),
    /** 429: the upstream is healthy and limits our rate. */
    RATE_LIMITED(false),
    /** 503 with {@code Retry-After}: the upstream is healthy and its queue is full. */
    OVERLOADED(false),
    /** Any other 5xx, and every other 4xx whose words name no setting, such as 408, 409, 424, 425. */
    SERVER_ERROR(true),
    /** The connection failed, or was reset before the response headers. */
    UNREACHABLE(true),
    /** The response headers did not arrive in time. */
    HEADERS_TIMEOUT(true),
    /** The headers arrived, and the first token did not arrive in time. */
    FIRST_TOKEN_TIMEOUT(true),
    /** A token arrived, and the next one did not arrive in time. */
    INTER_TOKEN_TIMEOUT(true),
    /** The stream ended before its finish reason. */
    STREAM_INTERRUPTED(true),
    /** The response is not a stream of events, is too large, or contains an error. */
    INVALID_RESPONSE(true),
    /** The upstream accepts neither our key, path nor model name, or our account is empty. A retry does not help. */
    MISCONFIGURED(true),
    /** Too many requests in flight or waiting, on our side or at the server, for the time that this request has. */
    QUEUE_FULL(false),
    /** No request was sent: the circuit breaker is open, or a {@code Retry-After} has not passed yet. */
    CIRCUIT_OPEN(false),
    /** No request was sent: the budget of the caller's key does not allow what the attempt may cost. */
    BUDGET_EXCEEDED(false),
    /** No request was sent: nobody can say whether the budget of the caller's key allows the attempt. */
    BUDGET_UNAVAILABLE(false),
    /** No request was sent: the caller's key has a budget of money, and the model has no price. */
    BUDGET_UNPRICED(false);

    private final boolean countsAgainstUpstream;

    FailureKind(boolean countsAgainstUpstream) {
        this.countsAgainstUpstream = countsAgainstUpstream;
    }

    /** Whether the upstream sent a response, which shows that the upstream is not hung. */
    public boolean isResponse() {
        return switch (this) {
            case REJECTED,
                    RATE_LIMITED,
                    OVERLOADED,
                    SERVER_ERROR,
                    FIRST_TOKEN_TIMEOUT,
                    STREAM_INTERRUPTED,
                    INVALID_RESPONSE,
                    MISCONFIGURED -> true;
            case UNREACHABLE,
                    HEADERS_TIMEOUT,
                    INTER_TOKEN_TIMEOUT,
                    QUEUE_FULL,
                    CIRCUIT_OPEN,
                    BUDGET_EXCEEDED,
                    BUDGET_UNAVAILABLE,
                    BUDGET_UNPRICED -> false;
        };
    }

    /** Whether the failure is one of the budget, so that the upstream was not asked. */
    public boolean isOfBudget() {
        return this == BUDGET_EXCEEDED || this == BUDGET_UNAVAILABLE || this == BUDGET_UNPRICED;
    }

    /** Whether the circuit breaker counts this failure. */
    public boolean countsAgainstUpstream() {
        return countsAgainstUpstream;
    }
}
