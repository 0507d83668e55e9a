package io.minerstack.gateway.identity;

import io.minerstack.gateway.address.ClientAddressResolver;
import io.minerstack.gateway.edge.EdgeFilter;
import io.minerstack.gateway.edge.FilterOrder;
import io.minerstack.gateway.endpoint.Endpoint;
import io.minerstack.gateway.endpoint.RateLimitGroup;
import io.minerstack.gateway.endpoint.RequestEndpoint;
import io.minerstack.gateway.guess.KeyGuesses;
import io.minerstack.gateway.identity.Identity.Anonymous;
import io.minerstack.gateway.identity.Identity.Authenticated;
import io.minerstack.gateway.identity.Identity.Outdated;
import io.minerstack.gateway.identity.Identity.Reason;
import io.minerstack.gateway.netty.ConnectionTrust;
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
 * accepted. An address that is refused more often than {@code RATE_LIMIT_UNAUTHENTICATED}, or that guesses keys, gets
 * 429 instead; never with a valid key. {@code PUBLIC_CAPABILITIES=on} makes {@code GET /capabilities} public.
 */
@Component
@Order(FilterOrder.AUTHENTICATION)
class AuthenticationFilter extends EdgeFilter {

    private final ApiKeyAuthenticator authenticator;
    private final RateLimits limits;
    private final AuthenticationMetrics metrics;
    private final OutdatedKeyReporter outdatedKeys;
    private final KeyGuesses guesses;
    private final KeylessRequestLimiter keylessRequests;
    private final ClientAddressResolver addresses;
    private final boolean publicCapabilities;

    AuthenticationFilter(
            ApiKeyAuthenticator authenticator,
            RateLimits limits,
            AuthenticationMetrics metrics,
            OutdatedKeyReporter outdatedKeys,
            KeyGuesses guesses,
            KeylessRequestLimiter keylessRequests,
            ClientAddressResolver addresses,
            ApiKeyProperties properties) {
        this.authenticator = authenticator;
        this.limits = limits;
        this.metrics = metrics;
        this.outdatedKeys = outdatedKeys;
        this.guesses = guesses;
        this.keylessRequests = keylessRequests;
        this.addresses = addresses;
        this.publicCapabilities = properties.publicCapabilities();
    }

    @Override
    protected Mono<Void> filterPublic(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        Endpoint endpoint = RequestEndpoint.find(exchange);
        if (endpoint != null && endpoint.isPublic(request.getMethod())) {
            return keylessRequests.limit(request, chain.filter(exchange));
        }
        return switch (authenticator.authenticate(request)) {
            case Authenticated(ApiKey key) -> {
                ConnectionTrust.trust(request);
                new AuthenticatedCaller(key.account(), key.limits(), key.isCounted()).addTo(exchange);
                yield chain.filter(exchange);
            }
            // counted by the caller's address
            case Anonymous(Reason reason)
            when isPublicCapabilities(endpoint, request) ->
                keylessRequests.limit(request, Mono.defer(() -> {
                    // limits of a valid key show in the headers, so a guess can be confirmed here, too
                    if (reason == Reason.WRONG) {
                        guesses.refuseBlocked(addresses.networkOf(request));
                    }
                    countGuess(exchange, reason);
                    return chain.filter(exchange);
                }));
            case Anonymous(Reason reason) -> keylessRequests.limit(request, refuse(exchange, reason));
            case Outdated outdated -> {
                outdatedKeys.report(outdated);
                yield keylessRequests.limit(
                        request,
                        isPublicCapabilities(endpoint, request)
                                ? chain.filter(exchange)
                                : refuse(exchange, outdated.reason()));
            }
        };
    }

    private Mono<Void> refuse(ServerWebExchange exchange, Reason reason) {
        return Mono.defer(() -> {
            metrics.countFailure(reason);
            if (reason != Reason.MISSING) {
                ConnectionTrust.distrust(exchange.getRequest());
            }
            guesses.refuseBlocked(addresses.networkOf(exchange.getRequest()));
            countGuess(exchange, reason);
            ProblemException refusal = refusal(reason);
            return limits.takeForRefused(exchange, RateLimitGroup.UNAUTHENTICATED, refusal.detail())
                    .then(Mono.error(refusal));
        });
    }

    /** Expired and revoked keys are no guesses: whoever has one did not find it by trying. */
    private void countGuess(ServerWebExchange exchange, Reason reason) {
        if (reason == Reason.WRONG) {
            guesses.count(exchange, addresses.networkOf(exchange.getRequest()));
        }
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
