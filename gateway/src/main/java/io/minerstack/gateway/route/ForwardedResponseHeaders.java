package io.minerstack.gateway.route;

import io.minerstack.servicesupport.context.ContextHeaders;
import java.util.List;
import org.springframework.http.HttpHeaders;

/**
 * The headers of agent-service's response that callers get. The others say how the stack works inside: not public. The
 * limits of a budget come after the rate limit, which this gateway has written already.
 */
final class ForwardedResponseHeaders {

    private static final List<String> FORWARDED =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LENGTH, HttpHeaders.RETRY_AFTER, HttpHeaders.ALLOW);

    private ForwardedResponseHeaders() {}

    static void write(HttpHeaders received, HttpHeaders relayed) {
        NamedHeaders.copy(FORWARDED, received, relayed);
        append(ContextHeaders.RATE_LIMIT_POLICY, received, relayed);
        append(ContextHeaders.RATE_LIMIT, received, relayed);
    }

    private static void append(String name, HttpHeaders received, HttpHeaders relayed) {
        String more = received.getFirst(name);
        if (more != null) {
            String own = relayed.getFirst(name);
            relayed.set(name, own == null ? more : own + ", " + more);
        }
    }
}
