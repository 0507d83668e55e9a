package io.minerstack.agent.search;

import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemMapping;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers a search that fails at the provider with 503 and {@code Retry-After: 10}. */
@Component
class SearchProblemMapping implements ProblemMapping {

    private static final int RETRY_AFTER_SECONDS = 10;

    @Override
    public @Nullable ProblemException map(Throwable failure) {
        return failure instanceof SearchUnavailableException
                ? ProblemException.unavailable("The search provider is unavailable. Retry later.", RETRY_AFTER_SECONDS)
                : null;
    }
}
