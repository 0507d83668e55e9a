package io.minerstack.llmproxy.completion;

import io.minerstack.llmproxy.failure.UpstreamError;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.servicesupport.problem.Problem;
import io.minerstack.servicesupport.problem.ProblemMapping;
import io.minerstack.servicesupport.problem.ProblemType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What callers are told when no provider answered. Bodies of model servers stay here, but for the reason of a refusal. */
@Component
class UpstreamProblemMapping implements ProblemMapping {

    private static final long DEFAULT_WAIT_SECONDS = 2;

    @Override
    public @Nullable Problem map(Throwable failure) {
        return failure instanceof UpstreamException upstream ? problem(upstream) : null;
    }

    private static Problem problem(UpstreamException failure) {
        return switch (failure.kind()) {
            case REFUSED -> refused(failure.refusal());
            case RATE_LIMITED -> later("The language model takes no more requests just now.", failure);
            case CROWDED -> later("Too many requests wait for the language model.", failure);
            case SERVER_ERROR, UNREACHABLE, SILENT, SLOW, LEFT_ALONE ->
                later("No language model can answer just now.", failure);
            case BROKEN, STALLED, UNUSABLE ->
                new Problem(ProblemType.BAD_ANSWER, "The language model's answer broke off or can't be used.");
            case MISCONFIGURED ->
                new Problem(ProblemType.BAD_ANSWER, "The language model's provider does not accept our requests.");
        };
    }

    private static Problem refused(@Nullable UpstreamError refusal) {
        return refusal == null
                ? new Problem(ProblemType.UNREADABLE, "The model server did not accept the request.")
                : OpenAiErrorException.refused(refusal);
    }

    private static Problem later(String detail, UpstreamException failure) {
        Duration wait = failure.retryAfter();
        // rounded up: coming back too early costs another round
        return Problem.unavailable(detail, wait == null ? DEFAULT_WAIT_SECONDS : (wait.toMillis() + 999) / 1000);
    }
}
