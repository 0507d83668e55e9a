package io.minerstack.gateway.route;

import io.minerstack.gateway.endpoint.RequestEndpoint;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestContextFilter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * The headers of a relayed request: its context, its body's type (JSON where the caller names none) and length, and
 * {@code Accept}. All other headers of the caller are dropped: keys, cookies, addresses, and above all headers that the
 * services behind would trust.
 */
@Component
class ForwardedRequestHeaders implements HttpHeadersFilter, Ordered {

    private static final List<String> FORWARDED =
            List.of(HttpHeaders.ACCEPT, HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LENGTH);

    @Override
    public int getOrder() {
        // last: no other filter may add a header after this one
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
        if (RequestEndpoint.get(exchange).hasJsonBody() && isBlank(relayed.getFirst(HttpHeaders.CONTENT_TYPE))) {
            relayed.set(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);
        }
        RequestContext context = Objects.requireNonNull(
                RequestContextFilter.contextOf(exchange), "every routed request has a request context");
        context.writeTo(relayed);
        return relayed;
    }

    private static boolean isBlank(@Nullable String value) {
        return value == null || value.isBlank();
    }

    @Override
    public boolean supports(Type type) {
        return type == Type.REQUEST;
    }
}
