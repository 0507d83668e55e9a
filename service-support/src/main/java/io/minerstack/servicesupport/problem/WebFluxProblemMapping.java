package io.minerstack.servicesupport.problem;

import io.minerstack.servicesupport.context.ContextHeaders;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import io.minerstack.servicesupport.context.InvalidKeyHeadersException;
import io.minerstack.servicesupport.context.MissingTenantException;
import io.minerstack.servicesupport.exception.Causes;
import io.minerstack.servicesupport.problem.ProblemException.Violation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpMethod;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;

/**
 * Problems for the exceptions of WebFlux and of this module. The details are written here, because those of the
 * framework name classes and parsers.
 */
class WebFluxProblemMapping implements ProblemMapping {

    private final Logger log;

    WebFluxProblemMapping(Logger log) {
        this.log = log;
    }

    @Override
    public @Nullable ProblemException map(Throwable failure) {
        return switch (failure) {
            case ProblemException problem -> problem;
            case DeadlineExceededException late ->
                new ProblemException(ProblemType.DEADLINE, "The answer was not ready before the deadline.");
            case MissingTenantException missing ->
                new ProblemException(
                        ProblemType.UNREADABLE,
                        "The " + ContextHeaders.TENANT + " header must name a tenant, in 1-64 of A-Za-z0-9._-.");
            case InvalidKeyHeadersException invalid ->
                new ProblemException(ProblemType.UNREADABLE, "The headers of the key can't be read.");
            case WebExchangeBindException invalid -> invalid(invalid);
            case ServerWebInputException unreadable
            when Causes.contain(unreadable, DataBufferLimitException.class) -> tooLarge();
            case ServerWebInputException unreadable -> RequestDecodingProblem.of(unreadable);
            case DecodingException unreadable
            when !Causes.contain(unreadable, DataBufferLimitException.class) -> RequestDecodingProblem.of(unreadable);
            case MethodNotAllowedException method ->
                new ProblemException(
                        ProblemType.METHOD_NOT_ALLOWED,
                        "This path does not take that method.",
                        Map.of("Allow", allowed(method)));
            case NotAcceptableStatusException accept ->
                new ProblemException(ProblemType.NOT_ACCEPTABLE, "Only application/json is served here.");
            case UnsupportedMediaTypeStatusException media ->
                new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json.");
            case ResponseStatusException status -> byStatus(status);
            // for a request, WebFlux wraps the limit's exception: here the limit is that of another server's response
            default -> Causes.contain(failure, DataBufferLimitException.class) ? responseTooLarge() : null;
        };
    }

    private static ProblemException tooLarge() {
        return new ProblemException(ProblemType.TOO_LARGE, "The body is larger than this service accepts.");
    }

    private ProblemException responseTooLarge() {
        log.warn("response of another server: larger than the buffer of spring.http.codecs.max-in-memory-size");
        return new ProblemException(
                ProblemType.BAD_ANSWER, "An answer from behind this service is larger than it can take.");
    }

    private static ProblemException invalid(WebExchangeBindException failure) {
        List<Violation> violations = failure.getAllErrors().stream()
                .map(error -> new Violation(field(error), String.valueOf(error.getDefaultMessage())))
                .sorted(Comparator.comparing(Violation::field))
                .toList();
        return ProblemException.invalid(violations);
    }

    private static String field(ObjectError error) {
        return error instanceof FieldError field ? SnakeCase.of(field.getField()) : "";
    }

    private static String allowed(MethodNotAllowedException failure) {
        return failure.getSupportedMethods().stream()
                .map(HttpMethod::name)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static @Nullable ProblemException byStatus(ResponseStatusException failure) {
        return switch (failure.getStatusCode().value()) {
            case 400 -> new ProblemException(ProblemType.UNREADABLE, "The request can't be read.");
            case 404 -> new ProblemException(ProblemType.NOT_FOUND, "There is nothing at this path.");
            case 413 -> tooLarge();
            case 503 -> ProblemException.unavailable("The service can't answer now.", 5);
            case 504 -> new ProblemException(ProblemType.DEADLINE, "The answer was not ready before the deadline.");
            default -> null;
        };
    }
}
