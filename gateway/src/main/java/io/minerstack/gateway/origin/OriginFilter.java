package io.minerstack.gateway.origin;

import io.minerstack.gateway.edge.EdgeFilter;
import io.minerstack.gateway.edge.FilterOrder;
import io.minerstack.gateway.identity.ApiKeyAuthenticator;
import io.minerstack.gateway.ratelimit.RateLimitHeaders;
import io.minerstack.servicesupport.context.ContextHeaders;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsProcessor;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Applies CORS: answers preflights, and adds the headers that let a page read a response. All origins are allowed by
 * default, which is safe because a page must know the key: a browser adds cookies by itself, but not this header.
 */
@Component
@Order(FilterOrder.ORIGIN)
class OriginFilter extends EdgeFilter {

    private final CorsConfiguration rules = new CorsConfiguration();
    private final CorsProcessor processor = new DefaultCorsProcessor();

    OriginFilter(OriginProperties properties) {
        rules.setAllowedOrigins(properties.allowedOrigins());
        // EndpointFilter checks methods: a page gets the same 405 as any other client
        rules.addAllowedMethod(CorsConfiguration.ALL);
        rules.setAllowedHeaders(List.of(
                ApiKeyAuthenticator.HEADER,
                HttpHeaders.AUTHORIZATION,
                HttpHeaders.CONTENT_TYPE,
                HttpHeaders.ACCEPT,
                ContextHeaders.REQUEST_ID,
                ContextHeaders.IDEMPOTENCY_KEY));
        rules.setExposedHeaders(List.of(
                ContextHeaders.REQUEST_ID,
                RateLimitHeaders.LIMIT,
                RateLimitHeaders.POLICY,
                HttpHeaders.RETRY_AFTER,
                HttpHeaders.WWW_AUTHENTICATE));
        rules.setMaxAge(Duration.ofHours(1));
    }

    @Override
    protected Mono<Void> filterPublic(ServerWebExchange exchange, WebFilterChain chain) {
        String origin = exchange.getRequest().getHeaders().getOrigin();
        if (origin == null) {
            return chain.filter(exchange);
        }
        boolean preflight = CorsUtils.isPreFlightRequest(exchange.getRequest());
        if (rules.checkOrigin(origin) == null) {
            // without CORS headers the browser hides the response from the page; other clients may send any Origin
            return preflight ? Mono.error(notAllowed()) : chain.filter(exchange);
        }
        if (!processor.process(rules, exchange)) {
            return Mono.error(notAllowed());
        }
        return preflight ? exchange.getResponse().setComplete() : chain.filter(exchange);
    }

    private static ProblemException notAllowed() {
        return new ProblemException(ProblemType.FORBIDDEN, "Pages of this origin may not make this call.");
    }
}
