package io.minerstack.gateway.identity;

import io.minerstack.gateway.edge.EdgeFilter;
import io.minerstack.gateway.edge.FilterOrder;
import io.minerstack.gateway.endpoint.Endpoint;
import io.minerstack.gateway.endpoint.RateLimitGroup;
import io.minerstack.gateway.endpoint.RequestEndpoint;
import io.minerstack.gateway.identity.Identity.Anonymous;
import io.minerstack.gateway.identity.Identity.Authenticated;
import io.minerstack.gateway.identity.Identity.Outdated;
import io.minerstack.gateway.identity.Identity.Reason;
import io.minerstack.gateway.ratelimit.AuthenticatedCaller;
import io.minerstack.gateway.ratelimit.RateLimits;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Refuses a request without a valid key, unless its endpoint is public: 401 without a key, 403 with one that is not
 * accepted. An address that is refused more often than {@code RATE_LIMIT_UNAUTHENTICATED} gets 429 instead. {@code
 * PUBLIC_CAPABILITIES=on} makes {@code GET /capabilities} public.
 */
@Component
@Order(FilterOrder.AUTHENTICATION)
class AuthenticationFilter extends EdgeFilter {

    private final ApiKeyAuthenticator authenticator;
    private final RateLimits limits;
    private final AuthenticationMetrics metrics;
    private final OutdatedKeyReporter outdatedKeys;
    private final boolean publicCapabilities;

    AuthenticationFilter(
            ApiKeyAuthenticator authenticator,
            RateLimits limits,
            AuthenticationMetrics metrics,
            OutdatedKeyReporter outdatedKeys,
            ApiKeyProperties properties) {
        this.authenticator = authenticator;
        this.limits = limits;
        this.metrics = metrics;
        this.outdatedKeys = outdatedKeys;
        this.publicCapabilities = properties.publicCapabilities();
    }

    @Override
    protected Mono<Void> filterPublic(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        Endpoint endpoint = RequestEndpoint.find(exchange);
        if (endpoint != null && endpoint.isPublic(request.getMethod())) {
            return chain.filter(exchange);
        }
        return switch (authenticator.authenticate(request)) {
            case Authenticated(ApiKey key) -> {
                new AuthenticatedCaller(key.id(), key.limits()).addTo(exchange);
                yield chain.filter(exchange);
            }
            // counted by the caller's address
            case Anonymous(Reason reason) when isPublicCapabilities(endpoint, request) -> chain.filter(exchange);
            case Anonymous(Reason reason) -> refuse(exchange, reason);
            case Outdated outdated -> {
                outdatedKeys.report(outdated);
                yield isPublicCapabilities(endpoint, request)
                        ? chain.filter(exchange)
                        : refuse(exchange, outdated.reason());
            }
        };
    }

    private Mono<Void> refuse(ServerWebExchange exchange, Reason reason) {
        metrics.countFailure(reason);
        return limits.takeForAddress(exchange, RateLimitGroup.UNAUTHENTICATED).then(Mono.error(() -> refusal(reason)));
    }

    private boolean isPublicCapabilities(@Nullable Endpoint endpoint, ServerHttpRequest request) {
        return publicCapabilities && endpoint == Endpoint.CAPABILITIES && endpoint.accepts(request.getMethod());
    }

    private static ProblemException refusal(Reason reason) {
        return reason == Reason.MISSING
                ? new ProblemException(
                        ProblemType.UNAUTHENTICATED,
                        "Send your API key in the X-API-Key header, or as Authorization: Bearer.",
                        Map.of(HttpHeaders.WWW_AUTHENTICATE, "ApiKey"))
                : new ProblemException(ProblemType.FORBIDDEN, "The API key is not accepted.");
    }
}
