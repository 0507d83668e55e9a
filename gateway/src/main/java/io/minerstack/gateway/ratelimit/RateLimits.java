package io.minerstack.gateway.ratelimit;

import io.minerstack.gateway.address.ClientAddressResolver;
import io.minerstack.gateway.endpoint.RateLimitGroup;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Counts each request against its caller's limit, writes what is left to the response headers, and refuses with 429.
 */
@Component
public class RateLimits {

    private final RateLimiter limiter;
    private final RateLimitProperties properties;
    private final RateLimitMetrics metrics;
    private final ClientAddressResolver addresses;

    RateLimits(
            RateLimiter limiter,
            RateLimitProperties properties,
            RateLimitMetrics metrics,
            ClientAddressResolver addresses) {
        this.limiter = limiter;
        this.properties = properties;
        this.metrics = metrics;
        this.addresses = addresses;
    }

    /** Counts a request for its key. Completes empty if the limit allows the request, fails with a 429 if not. */
    Mono<Void> takeForKey(ServerWebExchange exchange, AuthenticatedCaller caller, RateLimitGroup group) {
        if (!caller.counted()) {
            return Mono.empty();
        }
        return take(exchange, caller.key(), group, properties.limit(group, caller.limits()));
    }

    /** As {@link #takeForKey}, for the network that a request without a valid key comes from. */
    public Mono<Void> takeForAddress(ServerWebExchange exchange, RateLimitGroup group) {
        RateLimitKey key = RateLimitKey.ofAddress(addresses.networkOf(exchange.getRequest()));
        return take(exchange, key, group, properties.limit(group, Map.of()));
    }

    /** As {@link #takeForAddress}, for a refused request: a 429 begins with the reason, which a 403 would have told. */
    public Mono<Void> takeForRefused(ServerWebExchange exchange, RateLimitGroup group, String reason) {
        RateLimitKey key = RateLimitKey.ofAddress(addresses.networkOf(exchange.getRequest()));
        return take(exchange, key, group, properties.limit(group, Map.of()), reason + " ");
    }

    private Mono<Void> take(ServerWebExchange exchange, RateLimitKey key, RateLimitGroup group, Limit limit) {
        return take(exchange, key, group, limit, "");
    }

    private Mono<Void> take(
            ServerWebExchange exchange, RateLimitKey key, RateLimitGroup group, Limit limit, String reason) {
        if (limit.isOff()) {
            return Mono.empty();
        }
        return limiter.take(key, group, limit).flatMap(decision -> {
            RateLimitHeaders.write(exchange.getResponse().getHeaders(), group, limit, decision);
            metrics.count(group, decision);
            return decision.allowed() ? Mono.empty() : Mono.error(rateLimited(limit, decision, reason));
        });
    }

    private static ProblemException rateLimited(Limit limit, RateLimitDecision decision, String reason) {
        long wait = Math.max(1, RateLimitHeaders.seconds(decision.retryAfter()));
        return new ProblemException(
                ProblemType.RATE_LIMITED,
                reason + "More than " + limit.requests() + " requests in "
                        + limit.window().toSeconds() + " s; try again in " + wait + " s.",
                Map.of(HttpHeaders.RETRY_AFTER, Long.toString(wait)));
    }
}
