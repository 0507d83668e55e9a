package io.minerstack.gateway.route;

import java.util.List;
import org.springframework.http.HttpHeaders;

/** The headers of agent-service's response that callers get. The others say how the stack works inside: not public. */
final class ForwardedResponseHeaders {

    private static final List<String> FORWARDED =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LENGTH, HttpHeaders.RETRY_AFTER, HttpHeaders.ALLOW);

    private ForwardedResponseHeaders() {}

    static void write(HttpHeaders received, HttpHeaders relayed) {
        NamedHeaders.copy(FORWARDED, received, relayed);
    }
}
