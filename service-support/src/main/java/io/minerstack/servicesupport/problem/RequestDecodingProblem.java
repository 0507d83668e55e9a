package io.minerstack.servicesupport.problem;

import io.minerstack.servicesupport.exception.Causes;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** Names the part of a request that can't be read: the JSON, a field or a query parameter. Quotes no value. */
final class RequestDecodingProblem {

    private static final String NO_JSON = "The request is not JSON of the expected shape.";
    // a path can hold names of the caller where a field takes any JSON: these are not repeated
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,49}");

    private RequestDecodingProblem() {}

    static ProblemException of(Throwable failure) {
        return new ProblemException(ProblemType.UNREADABLE, detail(failure));
    }

    private static String detail(Throwable failure) {
        return Causes.of(failure)
                .map(cause -> place(failure, cause))
                .filter(Objects::nonNull)
                .findFirst()
                .map(place -> place + ": is not of the expected type.")
                .orElse(NO_JSON);
    }

    private static @Nullable String place(Throwable failure, Throwable cause) {
        if (cause instanceof TypeMismatchException && failure instanceof ServerWebInputException input) {
            return name(input.getMethodParameter());
        }
        return cause instanceof DatabindException mismatch ? path(mismatch.getPath()) : null;
    }

    private static @Nullable String name(@Nullable MethodParameter parameter) {
        return parameter == null ? null : parameter.getParameterName();
    }

    /** The path up to the first name that is not one of the API's; null where nothing is left. */
    private static @Nullable String path(List<JacksonException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference reference : references) {
            String property = reference.getPropertyName();
            if (property == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else if (NAME.matcher(property).matches()) {
                path.append(path.isEmpty() ? "" : ".").append(property);
            } else {
                break;
            }
        }
        return path.isEmpty() ? null : path.toString();
    }
}
