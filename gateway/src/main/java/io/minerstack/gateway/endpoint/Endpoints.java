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
}
