package io.minerstack.servicesupport.problem;

import org.jspecify.annotations.Nullable;

/** A service's own translation of the facts it throws; the first mapping that knows one wins over {@link SpringProblems}. */
@FunctionalInterface
public interface ProblemMapping {

    /** The problem for a failure, or null where this mapping does not know it. */
    @Nullable
    Problem map(Throwable failure);
}
