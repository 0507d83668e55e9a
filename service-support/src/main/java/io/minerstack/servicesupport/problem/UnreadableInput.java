package io.minerstack.servicesupport.problem;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** Says what about a request can't be read: its JSON, one field of it, or a query parameter. Quotes nothing of what was sent. */
final class UnreadableInput {

    private static final String NO_JSON = "The request is not JSON of the expected shape.";
    // names of ours; a path can hold a caller's own where a field takes any JSON
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,49}");

    private UnreadableInput() {}

    static Problem problem(Throwable failure) {
        return new Problem(ProblemType.UNREADABLE, detail(failure));
    }

    private static String detail(Throwable failure) {
        String where = null;
        for (Throwable cause = failure; cause != null && where == null; cause = cause.getCause()) {
            if (cause instanceof TypeMismatchException && failure instanceof ServerWebInputException input) {
                where = name(input.getMethodParameter());
            } else if (cause instanceof DatabindException mismatch) {
                where = path(mismatch.getPath());
            }
        }
        return where == null ? NO_JSON : where + ": is not of the expected type.";
    }

    private static @Nullable String name(@Nullable MethodParameter parameter) {
        return parameter == null ? null : parameter.getParameterName();
    }

    /** As far as it consists of names of ours; null where it has none. */
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
