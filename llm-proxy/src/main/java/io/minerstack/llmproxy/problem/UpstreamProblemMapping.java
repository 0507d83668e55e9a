package io.minerstack.llmproxy.problem;

import io.minerstack.llmproxy.failure.BudgetRefusedException;
import io.minerstack.llmproxy.failure.UpstreamError;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.servicesupport.client.RetryAfter;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemMapping;
import io.minerstack.servicesupport.problem.ProblemType;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * What a caller is told when no provider answered. Text of an upstream reaches the caller only as the reason of a
 * rejected request.
 */
@Component
class UpstreamProblemMapping implements ProblemMapping {

    private static final long DEFAULT_RETRY_AFTER_SECONDS = 2;

    @Override
    public @Nullable ProblemException map(Throwable failure) {
        return failure instanceof UpstreamException upstream ? problem(upstream) : null;
    }

    private static ProblemException problem(UpstreamException failure) {
        return switch (failure.kind()) {
            case REJECTED -> rejected(failure.error());
            case RATE_LIMITED, OVERLOADED -> unavailable("The language model takes no more requests now.", failure);
            case QUEUE_FULL -> unavailable("Too many requests wait for the language model.", failure);
            case SERVER_ERROR, UNREACHABLE, HEADERS_TIMEOUT, FIRST_TOKEN_TIMEOUT, CIRCUIT_OPEN, MISCONFIGURED ->
                unavailable("No language model can answer now.", failure);
            case BUDGET_EXCEEDED -> budgetExceeded(failure);
            case BUDGET_UNAVAILABLE ->
                OpenAiErrorException.unavailable(
                        "budget_unavailable",
                        "The budget of the key can't be checked now, because the database of budgets is away.",
                        retryAfterSeconds(failure));
            // the words are ours: they name the model and the variable
            case BUDGET_UNPRICED ->
                OpenAiErrorException.unavailable(
                        "budget_unpriced", String.valueOf(failure.getMessage()), retryAfterSeconds(failure));
            case STREAM_INTERRUPTED, INTER_TOKEN_TIMEOUT, INVALID_RESPONSE ->
                new ProblemException(ProblemType.BAD_ANSWER, "The language model's answer broke off or can't be used.");
        };
    }

    private static ProblemException rejected(@Nullable UpstreamError error) {
        return error == null
                ? new ProblemException(ProblemType.UNREADABLE, "The model server did not accept the request.")
                : OpenAiErrorException.rejected(error);
    }

    /** The words are ours: they name the limit and nothing else. */
    private static ProblemException budgetExceeded(UpstreamException failure) {
        Map<String, String> headers = new HashMap<>();
        if (failure instanceof BudgetRefusedException refused) {
            headers.putAll(refused.headers());
        }
        Duration wait = failure.retryAfter();
        if (wait != null) {
            headers.put(HttpHeaders.RETRY_AFTER, RetryAfter.format(wait));
        }
        return new ProblemException(ProblemType.BUDGET_EXCEEDED, String.valueOf(failure.getMessage()), headers);
    }

    private static ProblemException unavailable(String detail, UpstreamException failure) {
        return ProblemException.unavailable(detail, retryAfterSeconds(failure));
    }

    private static long retryAfterSeconds(UpstreamException failure) {
        Duration wait = failure.retryAfter();
        // rounded up, because a retry that comes too early fails again
        return wait == null ? DEFAULT_RETRY_AFTER_SECONDS : Math.max(1, (wait.toMillis() + 999) / 1000);
    }
}
