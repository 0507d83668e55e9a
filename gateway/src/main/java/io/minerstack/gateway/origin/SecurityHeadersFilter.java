package io.minerstack.gateway.origin;

import io.minerstack.gateway.edge.EdgeFilter;
import io.minerstack.gateway.edge.FilterOrder;
import io.minerstack.gateway.endpoint.Endpoint;
import io.minerstack.gateway.endpoint.RequestEndpoint;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Sets response headers that keep a browser from caching, embedding or executing what it was only to display. */
@Component
@Order(FilterOrder.SECURITY_HEADERS)
class SecurityHeadersFilter extends EdgeFilter {

    private static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

    private static final String POLICY_FOR_DATA = "default-src 'none'; frame-ancestors 'none'; sandbox";

    /** Scripts of the gateway alone. Swagger UI needs data: URLs for its icons and style attributes for its sizes. */
    private static final String POLICY_FOR_PAGES =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    /**
     * The console shows texts of models and strangers: no inline style, no image of another server, and no string
     * becomes HTML except through DOMPurify.
     */
    private static final String POLICY_FOR_CONSOLE =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'; trusted-types dompurify";

    @Override
    protected Mono<Void> filterPublic(ServerWebExchange exchange, WebFilterChain chain) {
        Endpoint endpoint = RequestEndpoint.find(exchange);
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        headers.set(CONTENT_SECURITY_POLICY, policy(endpoint));
        return chain.filter(exchange);
    }

    private static String policy(@Nullable Endpoint endpoint) {
        if (endpoint == null || endpoint.respondsWithJson()) {
            return POLICY_FOR_DATA;
        }
        return switch (endpoint) {
            case CONSOLE, CONSOLE_FILE -> POLICY_FOR_CONSOLE;
            default -> POLICY_FOR_PAGES;
        };
    }
}
