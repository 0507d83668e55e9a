package io.minerstack.agent.search;

import io.minerstack.servicesupport.problem.Problem;
import io.minerstack.servicesupport.problem.ProblemMapping;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a caller is told when the search provider is down. */
@Component
class SearchProblemMapping implements ProblemMapping {

    @Override
    public @Nullable Problem map(Throwable failure) {
        return failure instanceof SearchUnavailableException
                ? Problem.unavailable("The search provider can't be reached just now.", 10)
                : null;
    }
}
