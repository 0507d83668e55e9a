package io.minerstack.gateway.route;

import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestContextFilter;
import java.util.List;
import java.util.Objects;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * What goes inside with a request: its call, and what describes its body and the reply that is wanted. Everything else
 * that a caller sends stays outside: keys, cookies, addresses, and above all headers that the services inside would trust.
 */
@Component
class RequestHeaders implements HttpHeadersFilter, Ordered {

    private static final List<String> PASSED =
            List.of(HttpHeaders.ACCEPT, HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LENGTH);

    @Override
    public int getOrder() {
        // last, so that it has the last word
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public HttpHeaders filter(HttpHeaders sent, ServerWebExchange exchange) {
        HttpHeaders inside = new HttpHeaders();
        for (String name : PASSED) {
            List<String> values = sent.get(name);
            if (values != null) {
                inside.put(name, values);
            }
        }
        RequestContext call =
                Objects.requireNonNull(RequestContextFilter.callOf(exchange), "a routed request has a call");
        call.writeTo(inside);
        return inside;
    }

    @Override
    public boolean supports(Type type) {
        return type == Type.REQUEST;
    }
}
