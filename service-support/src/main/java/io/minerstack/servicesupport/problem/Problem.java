package io.minerstack.servicesupport.problem;

import java.util.List;
import java.util.Map;

/**
 * An error as a caller may see it. Thrown where the decision is made, written once by {@link ProblemHandler}.
 *
 * <p>Its detail reaches the caller: it never holds a class name, SQL, an upstream's body or a secret.
 */
public class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient Map<String, String> headers;
    private final transient List<Violation> violations;

    public Problem(ProblemType type, String detail) {
        this(type, detail, Map.of(), List.of());
    }

    public Problem(ProblemType type, String detail, Map<String, String> headers) {
        this(type, detail, headers, List.of());
    }

    public Problem(ProblemType type, String detail, Map<String, String> headers, List<Violation> violations) {
        super(detail, null, false, false);
        this.type = type;
        this.headers = Map.copyOf(headers);
        this.violations = List.copyOf(violations);
    }

    /** 503 with the wait that {@code Retry-After} asks for, in whole seconds. */
    public static Problem unavailable(String detail, long retryAfterSeconds) {
        return new Problem(
                ProblemType.UNAVAILABLE, detail, Map.of("Retry-After", Long.toString(Math.max(1, retryAfterSeconds))));
    }

    public ProblemType type() {
        return type;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    /** Response headers that belong to the error, such as {@code Retry-After}. */
    public Map<String, String> headers() {
        return headers;
    }

    public List<Violation> violations() {
        return violations;
    }

    /**
     * One broken limit.
     *
     * @param field path into the body, such as {@code input[0].user_query}
     * @param message the rule, in words
     */
    public record Violation(String field, String message) {}
}
