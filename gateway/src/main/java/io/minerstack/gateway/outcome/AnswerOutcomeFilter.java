package io.minerstack.gateway.outcome;

import io.minerstack.gateway.componentcall.AnswerOutcome;
import io.minerstack.gateway.componentcall.ComponentCall;
import io.minerstack.gateway.edge.EdgeFilter;
import io.minerstack.gateway.edge.FilterOrder;
import io.minerstack.gateway.endpoint.Endpoint;
import io.minerstack.gateway.endpoint.RequestEndpoint;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestContextFilter;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Counts how component calls with a valid key end, and records where the time of those went that were relayed. The
 * calls of monitoring (keys of purpose {@code probe}) are counted nowhere.
 */
@Component
@Order(FilterOrder.ANSWER_OUTCOME)
class AnswerOutcomeFilter extends EdgeFilter {

    private final AnswerOutcomeMetrics outcomes;
    private final TenantAnswers tenants;
    private final StageTimeMetrics times;
    private final Clock clock;

    AnswerOutcomeFilter(AnswerOutcomeMetrics outcomes, TenantAnswers tenants, StageTimeMetrics times, Clock clock) {
        this.outcomes = outcomes;
        this.tenants = tenants;
        this.times = times;
        this.clock = clock;
    }

    @Override
    protected Mono<Void> filterPublic(ServerWebExchange exchange, WebFilterChain chain) {
        Endpoint endpoint = RequestEndpoint.find(exchange);
        if (endpoint == null || !endpoint.isComponent()) {
            return chain.filter(exchange);
        }
        ComponentCall call = ComponentCall.begin(exchange, endpoint.component());
        return chain.filter(exchange)
                .doOnSuccess(done -> ended(exchange, endpoint, call, ofResponse(exchange, call)))
                .doOnError(failure -> ended(
                        exchange,
                        endpoint,
                        call,
                        OutcomeRules.ofFailure(failure, RequestContextFilter.contextOf(exchange), clock)))
                .doOnCancel(() -> ended(
                        exchange,
                        endpoint,
                        call,
                        OutcomeRules.ofCallerWhoLeft(RequestContextFilter.contextOf(exchange), clock)));
    }

    private static @Nullable AnswerOutcome ofResponse(ServerWebExchange exchange, ComponentCall call) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        return OutcomeRules.ofResponse(status == null ? 200 : status.value(), call);
    }

    private void ended(
            ServerWebExchange exchange, Endpoint endpoint, ComponentCall call, @Nullable AnswerOutcome outcome) {
        call.ended(outcome);
        RequestContext context = RequestContextFilter.contextOf(exchange);
        if (context == null || context.key() == null || context.isOfProbe()) {
            return;
        }
        if (call.wasRelayed()) {
            times.record(endpoint, call.stageTimes());
        }
        if (outcome != null) {
            outcomes.count(endpoint, outcome);
            if (context.tenant() != null) {
                tenants.count(context.tenant(), endpoint, outcome, call);
            }
        }
    }
}
