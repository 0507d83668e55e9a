package io.minerstack.gateway.arrival;

import io.minerstack.gateway.client.ClientNetwork;
import io.minerstack.gateway.defence.Admission;
import io.minerstack.gateway.defence.BodyLimit;
import io.minerstack.gateway.defence.CrossOrigin;
import io.minerstack.gateway.defence.RequestShape;
import io.minerstack.gateway.defence.SafeHeaders;
import io.minerstack.gateway.endpoint.Endpoint;
import io.minerstack.gateway.endpoint.Endpoints;
import io.minerstack.gateway.identity.Callers;
import io.minerstack.gateway.identity.Identity;
import io.minerstack.gateway.identity.Identity.Known;
import io.minerstack.gateway.identity.Identity.Unknown;
import io.minerstack.gateway.ratelimit.LimitGroup;
import io.minerstack.gateway.route.RelayFailure;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestContextFilter;
import io.minerstack.servicesupport.problem.Problem;
import io.minerstack.servicesupport.problem.ProblemType;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * What every request from outside passes before it is routed. Where several refusals apply the first of this order wins:
 * 403 (a page's origin), 503 (too many under way), 429 and 401 or 403 (no valid key), 404, 405, 429 (the key's limit),
 * 406, 415, 413, 503 (too many bytes under way). So nobody learns which paths exist without a key, and what a limit refuses costs nothing further.
 */
@Component
class ArrivalFilter implements WebFilter, Ordered {

    private final Callers callers;
    private final ClientNetwork network;
    private final Limits limits;
    private final Admission admission;
    private final BodyLimit bodies;
    private final CrossOrigin crossOrigin;
    private final ArrivalMetrics metrics;
    private final Clock clock;

    ArrivalFilter(
            Callers callers,
            ClientNetwork network,
            Limits limits,
            Admission admission,
            BodyLimit bodies,
            CrossOrigin crossOrigin,
            ArrivalMetrics metrics,
            Clock clock) {
        this.callers = callers;
        this.network = network;
        this.limits = limits;
        this.admission = admission;
        this.bodies = bodies;
        this.crossOrigin = crossOrigin;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public int getOrder() {
        // right after CallFilter: every refusal needs a request id, and nothing else may come first
        return Ordered.HIGHEST_PRECEDENCE + 20;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (WebServerApplicationContext.hasServerNamespace(exchange.getApplicationContext(), "management")) {
            return manage(exchange, chain);
        }
        Endpoint endpoint = Endpoints.at(exchange.getRequest().getPath().pathWithinApplication());
        name(exchange, endpoint);
        SafeHeaders.write(exchange.getResponse().getHeaders(), endpoint != null && !endpoint.answersJson());
        return Mono.defer(() -> receive(exchange, endpoint, chain)).doOnError(Problem.class, refusal -> {
            if (!(refusal instanceof RelayFailure)) {
                metrics.rejected(refusal);
            }
            closeIfBodyIsHeldBack(exchange);
        });
    }

    /** The management port hands its requests to the same filters and, unless it is stopped here, to the same routes. */
    private static Mono<Void> manage(ServerWebExchange exchange, WebFilterChain chain) {
        return exchange.getRequest().getPath().value().startsWith("/actuator")
                ? chain.filter(exchange)
                : Mono.error(new Problem(ProblemType.NOT_FOUND, "There is nothing at this path."));
    }

    private Mono<Void> receive(ServerWebExchange exchange, @Nullable Endpoint endpoint, WebFilterChain chain) {
        if (crossOrigin.answers(exchange)) {
            return exchange.getResponse().setComplete();
        }
        if (endpoint == Endpoint.HEALTH
                && endpoint.isOpenTo(exchange.getRequest().getMethod())) {
            // asked most urgently when there is no room
            return limits.take(exchange, network.of(exchange.getRequest()), LimitGroup.HEALTH)
                    .then(Mono.defer(() -> pass(exchange, endpoint, chain)));
        }
        return admission.admit(Mono.defer(() -> check(exchange, endpoint, chain)));
    }

    private Mono<Void> check(ServerWebExchange exchange, @Nullable Endpoint endpoint, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        if (endpoint != null && endpoint.isOpenTo(request.getMethod())) {
            return limits.take(exchange, network.of(request), endpoint.group())
                    .then(Mono.defer(() -> pass(exchange, endpoint, chain)));
        }
        return switch (callers.of(request)) {
            case Unknown unknown -> refuse(exchange, unknown);
            case Known known -> {
                Endpoint found = existing(endpoint, request);
                yield limits.take(exchange, known.key(), found.group())
                        .then(Mono.defer(() -> pass(exchange, found, chain)));
            }
        };
    }

    private Mono<Void> refuse(ServerWebExchange exchange, Unknown unknown) {
        metrics.unauthenticated(unknown.reason());
        return limits.take(exchange, network.of(exchange.getRequest()), LimitGroup.UNAUTHENTICATED)
                .then(Mono.error(() -> refusal(unknown)));
    }

    private static Problem refusal(Unknown unknown) {
        return unknown.reason() == Identity.Reason.MISSING
                ? new Problem(
                        ProblemType.UNAUTHENTICATED,
                        "Send your API key in the X-API-Key header.",
                        Map.of(HttpHeaders.WWW_AUTHENTICATE, "ApiKey"))
                : new Problem(ProblemType.FORBIDDEN, "The API key in the X-API-Key header is not accepted.");
    }

    private static Endpoint existing(@Nullable Endpoint endpoint, ServerHttpRequest request) {
        if (endpoint == null) {
            throw new Problem(ProblemType.NOT_FOUND, "There is nothing at this path.");
        }
        if (!endpoint.takes(request.getMethod())) {
            throw new Problem(
                    ProblemType.METHOD_NOT_ALLOWED,
                    "This path takes " + endpoint.allow() + ".",
                    Map.of(HttpHeaders.ALLOW, endpoint.allow()));
        }
        return endpoint;
    }

    private Mono<Void> pass(ServerWebExchange exchange, Endpoint endpoint, WebFilterChain chain) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        if (endpoint.answersJson()) {
            RequestShape.requireJsonAccepted(headers);
        }
        if (endpoint.takesJson()) {
            RequestShape.requireJsonBody(headers);
        }
        return bodies.apply(exchange, chain::filter).doOnSuccess(done -> replied(exchange, endpoint));
    }

    private void replied(ServerWebExchange exchange, Endpoint endpoint) {
        RequestContext call = RequestContextFilter.callOf(exchange);
        if (call != null && endpoint.needsKey()) {
            metrics.replied(endpoint, call.deadline().remaining(clock));
        }
    }

    /** Metrics and the access log say the path's template: the path itself can hold a conversation's id. */
    private static void name(ServerWebExchange exchange, @Nullable Endpoint endpoint) {
        if (endpoint != null) {
            exchange.getAttributes().put(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, endpoint.path());
            ServerRequestObservationContext.findCurrent(exchange.getAttributes())
                    .ifPresent(observation -> observation.setPathPattern(endpoint.path()));
        }
    }

    /** A client that waits for a go-ahead will not send its body now, so the next bytes can't be told apart from it. */
    private static void closeIfBodyIsHeldBack(ServerWebExchange exchange) {
        if (exchange.getRequest().getHeaders().containsHeader(HttpHeaders.EXPECT)
                && !exchange.getResponse().isCommitted()) {
            exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
        }
    }
}
