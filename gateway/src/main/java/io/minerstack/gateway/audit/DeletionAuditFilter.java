package io.minerstack.gateway.audit;

import io.minerstack.gateway.edge.EdgeFilter;
import io.minerstack.gateway.edge.FilterOrder;
import io.minerstack.gateway.endpoint.Endpoint;
import io.minerstack.gateway.endpoint.RequestEndpoint;
import io.minerstack.servicesupport.audit.AuditTrail;
import io.minerstack.servicesupport.context.CallerKey;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestContextFilter;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Writes an audit line for each conversation that a caller has deleted, with or without its playbook: who erased what
 * must be known afterwards. Nothing is written for keys of purpose probe, which delete their own conversation every
 * minute.
 */
@Component
@Order(FilterOrder.DELETION_AUDIT)
class DeletionAuditFilter extends EdgeFilter {

    private final AuditTrail trail;

    DeletionAuditFilter(AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    protected Mono<Void> filterPublic(ServerWebExchange exchange, WebFilterChain chain) {
        Mono<Void> response = chain.filter(exchange);
        return RequestEndpoint.get(exchange) == Endpoint.CONVERSATION
                        && exchange.getRequest().getMethod().equals(HttpMethod.DELETE)
                // the caller may leave before the end of the response: the conversation is gone all the same
                ? response.doFinally(end -> record(exchange))
                : response;
    }

    private void record(ServerWebExchange exchange) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        RequestContext context = RequestContextFilter.contextOf(exchange);
        if (context == null || status == null || !status.is2xxSuccessful()) {
            return;
        }
        CallerKey key = context.key();
        if (key == null || key.id() == null) {
            return;
        }
        String withPlaybook = exchange.getRequest().getQueryParams().getFirst("playbook");
        trail.write(trail.line("conversation.deleted")
                .put("key_id", key.id())
                .put("key_name", key.name())
                .put("cid", cid(exchange))
                .put("playbook", "true".equals(withPlaybook))
                .put("request_id", context.requestId().value()));
    }

    private static String cid(ServerWebExchange exchange) {
        var elements = exchange.getRequest().getPath().pathWithinApplication().elements();
        PathContainer.Element last = elements.getLast();
        return last instanceof PathContainer.PathSegment segment ? segment.valueToMatch() : last.value();
    }
}
