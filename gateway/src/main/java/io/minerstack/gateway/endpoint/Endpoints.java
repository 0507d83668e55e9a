package io.minerstack.gateway.endpoint;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Finds the endpoint of a path: by one look-up for a path without variables, else by matching the few patterns. */
final class Endpoints {

    private static final Map<String, Endpoint> LITERAL = new LinkedHashMap<>();
    private static final Map<PathPattern, Endpoint> WITH_VARIABLES = new LinkedHashMap<>();

    static {
        Arrays.stream(Endpoint.values()).forEach(endpoint -> {
            PathPattern pattern = PathPatternParser.defaultInstance.parse(endpoint.path());
            if (pattern.hasPatternSyntax()) {
                WITH_VARIABLES.put(pattern, endpoint);
            } else {
                LITERAL.put(endpoint.path(), endpoint);
            }
        });
    }

    private Endpoints() {}

    /**
     * The endpoint of a path as the caller sent it. An encoded slash does not end a segment.
     *
     * @return null where no endpoint has the path
     */
    static @Nullable Endpoint find(PathContainer path) {
        Endpoint literal = LITERAL.get(path.value());
        if (literal != null) {
            return literal;
        }
        for (Map.Entry<PathPattern, Endpoint> entry : WITH_VARIABLES.entrySet()) {
            if (entry.getKey().matches(path)) {
                return entry.getValue();
            }
        }
        return null;
    }

    /**
     * The endpoint of a path without the one slash at its end.
     *
     * @return null where the path has no slash at its end, or no endpoint has the path before that slash
     */
    static @Nullable Endpoint findWithTrailingSlash(PathContainer path) {
        int last = path.elements().size() - 1;
        // "//" is not the path "/" with a slash at its end: some servers take what follows for a host
        return last > 1 && path.elements().get(last) instanceof PathContainer.Separator
                ? find(path.subPath(0, last))
                : null;
    }
}
