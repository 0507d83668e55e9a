package io.minerstack.gateway.route;

import java.util.List;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** What comes out with a reply: what a caller needs to read it. Which server made it, and how, is nobody's business. */
@Component
class ReplyHeaders implements HttpHeadersFilter, Ordered {

    private static final List<String> PASSED =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LENGTH, HttpHeaders.RETRY_AFTER, HttpHeaders.ALLOW);

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public HttpHeaders filter(HttpHeaders received, ServerWebExchange exchange) {
        HttpHeaders outside = new HttpHeaders();
        for (String name : PASSED) {
            List<String> values = received.get(name);
            if (values != null) {
                outside.put(name, values);
            }
        }
        return outside;
    }

    @Override
    public boolean supports(Type type) {
        return type == Type.RESPONSE;
    }
}
