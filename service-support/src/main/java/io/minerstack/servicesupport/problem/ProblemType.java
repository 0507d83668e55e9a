package io.minerstack.servicesupport.problem;

import org.springframework.http.HttpStatus;

/**
 * Every kind of error that a caller can see, with its status, its code and its title. The type URI comes from the code.
 */
public enum ProblemType {
    UNREADABLE(HttpStatus.BAD_REQUEST, "invalid_request", "The request can't be read"),
    CONTEXT_TOO_LONG(
            HttpStatus.BAD_REQUEST, "context_length_exceeded", "The prompt is longer than the model's context"),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "unauthenticated", "An API key is required"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "forbidden", "The request is not allowed"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "not_found", "Not found"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "method_not_allowed", "Method not allowed"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "not_acceptable", "Not acceptable"),
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "payload_too_large", "The body is too large"),
    URI_TOO_LONG(HttpStatus.URI_TOO_LONG, "uri_too_long", "The path is too long"),
    HEADERS_TOO_LARGE(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "headers_too_large", "The headers are too large"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", "Unsupported media type"),
    INVALID(HttpStatus.UNPROCESSABLE_CONTENT, "validation_failed", "The request breaks a limit"),
    RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS, "rate_limited", "Too many requests"),
    BUDGET_EXCEEDED(HttpStatus.TOO_MANY_REQUESTS, "budget_exceeded", "The budget of the key is spent"),
    INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "internal_error", "Internal error"),
    BAD_ANSWER(HttpStatus.BAD_GATEWAY, "bad_model_answer", "The language model's answer is unusable"),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Temporarily unavailable"),
    DEADLINE(HttpStatus.GATEWAY_TIMEOUT, "deadline_exceeded", "The deadline passed");

    private final HttpStatus status;
    private final String code;
    private final String title;

    ProblemType(HttpStatus status, String code, String title) {
        this.status = status;
        this.code = code;
        this.title = title;
    }

    public HttpStatus status() {
        return status;
    }

    /** Short and never changed, because programs compare it: the value of {@code error}. */
    public String code() {
        return code;
    }

    public String title() {
        return title;
    }

    /** RFC 9457's {@code type}: a relative URI. */
    public String uri() {
        return "/problems/" + code.replace('_', '-');
    }
}
