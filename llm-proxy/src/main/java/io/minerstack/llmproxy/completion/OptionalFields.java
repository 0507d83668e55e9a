package io.minerstack.llmproxy.completion;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;

/**
 * The header {@code X-Optional-Fields}: names of request fields, comma-separated, that a caller allows to leave out
 * where an upstream refuses them. Without the header, a refused field of the caller is the caller's error.
 */
final class OptionalFields {

    private static final String HEADER = "X-Optional-Fields";
    private static final int MAX_FIELDS = 16;

    /** Fields without which a request has no meaning, or another one. */
    private static final Set<String> REQUIRED = Set.of("messages", "model", "n", "stream", "tools");

    private OptionalFields() {}

    static Set<String> read(HttpHeaders headers) {
        String names = headers.getFirst(HEADER);
        if (names == null) {
            return Set.of();
        }
        return Arrays.stream(names.split(",", MAX_FIELDS + 1))
                .limit(MAX_FIELDS)
                .map(String::strip)
                .filter(name -> !name.isEmpty() && !REQUIRED.contains(name))
                .collect(Collectors.toUnmodifiableSet());
    }
}
