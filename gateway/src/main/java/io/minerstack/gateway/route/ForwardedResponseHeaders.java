package io.minerstack.gateway.route;

import java.util.List;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** The headers of agent-service's response that callers get. The others say how the stack works inside: not public. */
@Component
class ForwardedResponseHeaders implements HttpHeadersFilter, Ordered {

    private static final List<String> FORWARDED =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LENGTH, HttpHeaders.RETRY_AFTER, HttpHeaders.ALLOW);

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public HttpHeaders filter(HttpHeaders received, ServerWebExchange exchange) {
        HttpHeaders relayed = new HttpHeaders();
        for (String name : FORWARDED) {
            List<String> values = received.get(name);
            if (values != null) {
                relayed.put(name, values);
            }
        }
        return relayed;
    }

    @Override
    public boolean supports(Type type) {
        return type == Type.RESPONSE;
    }
}
