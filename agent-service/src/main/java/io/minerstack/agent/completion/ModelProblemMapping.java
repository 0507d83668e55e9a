package io.minerstack.agent.completion;

import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemMapping;
import io.minerstack.servicesupport.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Maps a failed model call to the problem that the caller gets. */
@Component
class ModelProblemMapping implements ProblemMapping {

    private static final long DEFAULT_RETRY_AFTER_SECONDS = 5;

    @Override
    public @Nullable ProblemException map(Throwable failure) {
        if (!(failure instanceof ModelCallException model)) {
            return null;
        }
        return switch (model.reason()) {
            case TOO_LONG ->
                new ProblemException(ProblemType.BAD_ANSWER, "The request does not fit the language model's context.");
            case REFUSED ->
                new ProblemException(
                        ProblemType.BAD_ANSWER, "The model provider's content policy refused the request.");
            case UNUSABLE -> new ProblemException(ProblemType.BAD_ANSWER, "The language model gave no usable answer.");
            case OVER_BUDGET ->
                new ProblemException(
                        ProblemType.BUDGET_EXCEEDED,
                        model.budgetRefusal().detail(),
                        model.budgetRefusal().headers());
            case BUDGET_UNAVAILABLE, BUDGET_UNPRICED ->
                unavailable(
                        model.budgetRefusal().detail().isEmpty()
                                ? "The budget of the key can't be checked now."
                                : model.budgetRefusal().detail(),
                        model);
            case UNAVAILABLE -> unavailable("No language model is available now.", model);
        };
    }

    private static ProblemException unavailable(String detail, ModelCallException model) {
        return ProblemException.unavailable(
                detail, model.retryAfterSeconds() > 0 ? model.retryAfterSeconds() : DEFAULT_RETRY_AFTER_SECONDS);
    }
}
