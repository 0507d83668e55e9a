package io.minerstack.servicesupport.problem;

import org.jspecify.annotations.Nullable;

/**
 * Turns a service's own exceptions into problems. The first mapping that returns a problem wins;
 * {@link WebFluxProblemMapping} comes last.
 */
@FunctionalInterface
public interface ProblemMapping {

    /** The problem for a failure, or null where this mapping does not know the failure. */
    @Nullable
    ProblemException map(Throwable failure);
}
