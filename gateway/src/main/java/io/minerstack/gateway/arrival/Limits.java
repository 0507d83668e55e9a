package io.minerstack.gateway.arrival;

import io.minerstack.gateway.identity.ApiKey;
import io.minerstack.gateway.ratelimit.Decision;
import io.minerstack.gateway.ratelimit.Limit;
import io.minerstack.gateway.ratelimit.LimitGroup;
import io.minerstack.gateway.ratelimit.RateLimitHeaders;
import io.minerstack.gateway.ratelimit.RateLimitProperties;
import io.minerstack.gateway.ratelimit.RateLimiter;
import io.minerstack.gateway.ratelimit.Taker;
import io.minerstack.servicesupport.problem.Problem;
import io.minerstack.servicesupport.problem.ProblemType;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Takes each request from its caller's budget, tells the caller how much is left, and refuses what is over. */
@Component
class Limits {

    private final RateLimiter limiter;
    private final RateLimitProperties properties;
    private final ArrivalMetrics metrics;

    Limits(RateLimiter limiter, RateLimitProperties properties, ArrivalMetrics metrics) {
        this.limiter = limiter;
        this.properties = properties;
        this.metrics = metrics;
    }

    /** Takes from a key's budget for an endpoint; empty if that is allowed, a 429 if not. */
    Mono<Void> take(ServerWebExchange exchange, ApiKey key, LimitGroup group) {
        return take(exchange, Taker.key(key.id()), group, properties.limit(group, key.limits()));
    }

    /** Takes from the budget of an address, for callers without a valid key. */
    Mono<Void> take(ServerWebExchange exchange, String network, LimitGroup group) {
        return take(exchange, Taker.address(network), group, properties.limit(group, Map.of()));
    }

    private Mono<Void> take(ServerWebExchange exchange, Taker taker, LimitGroup group, Limit limit) {
        if (limit.isOff()) {
            return Mono.empty();
        }
        return limiter.take(taker, group, limit).flatMap(decision -> {
            RateLimitHeaders.write(exchange.getResponse().getHeaders(), group, limit, decision);
            metrics.decided(group, decision.allowed());
            return decision.allowed() ? Mono.empty() : Mono.error(refusal(limit, decision));
        });
    }

    private static Problem refusal(Limit limit, Decision decision) {
        long wait = Math.max(1, RateLimitHeaders.seconds(decision.retryAfter()));
        return new Problem(
                ProblemType.RATE_LIMITED,
                "More than " + limit.requests() + " requests in "
                        + limit.window().toSeconds() + " s; try again in " + wait + " s.",
                Map.of(HttpHeaders.RETRY_AFTER, Long.toString(wait)));
    }
}
