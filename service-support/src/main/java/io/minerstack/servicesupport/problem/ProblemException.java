package io.minerstack.servicesupport.problem;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * An error that a caller sees. Thrown where the decision is made; {@link ProblemExceptionHandler} writes the response.
 *
 * <p>The detail reaches the caller: it must never hold a class name, SQL, the body of another server or a secret.
 */
public class ProblemException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;
    private static final int MAX_VIOLATIONS_IN_DETAIL = 5;

    private final ProblemType type;
    private final String detail;
    private final HttpHeaders headers = new HttpHeaders();
    private final transient List<Violation> violations;

    public ProblemException(ProblemType type, String detail) {
        this(type, detail, Map.of(), List.of());
    }

    public ProblemException(ProblemType type, String detail, Map<String, String> headers) {
        this(type, detail, headers, List.of());
    }

    /**
     * An error with everything that it can have.
     *
     * @param headers response headers that belong to the error, such as {@code Retry-After}
     * @param violations the limits that the request breaks
     */
    public ProblemException(ProblemType type, String detail, Map<String, String> headers, List<Violation> violations) {
        super(type.status(), body(type, detail), null);
        this.type = type;
        this.detail = detail;
        this.violations = List.copyOf(violations);
        headers.forEach(this.headers::set);
    }

    /** 422 for one broken limit. */
    public static ProblemException invalid(String field, String rule) {
        return invalid(List.of(new Violation(field, rule)));
    }

    /** 422 whose detail has the first five of the broken limits. */
    public static ProblemException invalid(List<Violation> violations) {
        String detail = violations.stream()
                .limit(MAX_VIOLATIONS_IN_DETAIL)
                .map(violation -> violation.field() + ": " + violation.message())
                .collect(Collectors.joining("; "));
        return new ProblemException(ProblemType.INVALID, detail, Map.of(), violations);
    }

    /** 503 with the header {@code Retry-After}, of at least 1 s. */
    public static ProblemException unavailable(String detail, long retryAfterSeconds) {
        return new ProblemException(
                ProblemType.UNAVAILABLE, detail, Map.of("Retry-After", Long.toString(Math.max(1, retryAfterSeconds))));
    }

    public ProblemType type() {
        return type;
    }

    /** The code of the type, where this error has none of its own. */
    public String code() {
        return type.code();
    }

    public String detail() {
        return detail;
    }

    public List<Violation> violations() {
        return violations;
    }

    /** The same headers as {@link #getHeaders()}, each with its one value. */
    public Map<String, String> headers() {
        return headers.toSingleValueMap();
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    /** The detail alone: Spring's own message has all headers, too. */
    @Override
    public String getMessage() {
        return detail;
    }

    /** Without a stack trace: a problem is an answer that was decided on, not a defect. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    private static ProblemDetail body(ProblemType type, String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(type.status(), detail);
        body.setType(URI.create(type.uri()));
        body.setTitle(type.title());
        return body;
    }

    /**
     * One broken limit.
     *
     * @param field path into the body, such as {@code input[0].user_query}
     * @param message the rule, in words
     */
    public record Violation(String field, String message) {}
}
