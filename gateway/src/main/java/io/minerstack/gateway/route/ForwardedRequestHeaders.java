package io.minerstack.gateway.route;

import io.minerstack.gateway.endpoint.MediaTypeFilter;
import io.minerstack.gateway.endpoint.RequestEndpoint;
import io.minerstack.servicesupport.context.ContextHeaders;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestContextFilter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * The headers of a relayed request: its context, its body's type (JSON where the caller names none) and length,
 * {@code Accept} and {@code Idempotency-Key}. All other headers of the caller are dropped: keys, cookies, addresses,
 * and above all headers that the services behind would trust. The stack's secret is added elsewhere.
 */
final class ForwardedRequestHeaders {

    private static final List<String> FORWARDED = List.of(
            HttpHeaders.ACCEPT, HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LENGTH, ContextHeaders.IDEMPOTENCY_KEY);

    /**
     * From agent-service's deadline of a component call to the gateway's. A call that ends at its deadline comes back
     * as a 504 with the report where its time went; one that the gateway cuts has none.
     */
    private static final Duration REPORT_TIME = Duration.ofMillis(200);

    private ForwardedRequestHeaders() {}

    static void write(ServerWebExchange exchange, HttpHeaders relayed) {
        NamedHeaders.copy(FORWARDED, exchange.getRequest().getHeaders(), relayed);
        if (RequestEndpoint.get(exchange).hasJsonBody()) {
            relayed.set(HttpHeaders.CONTENT_TYPE, MediaTypeFilter.relayed(relayed.getFirst(HttpHeaders.CONTENT_TYPE)));
        }
        RequestContext context = Objects.requireNonNull(
                RequestContextFilter.contextOf(exchange), "every routed request has a request context");
        (RequestEndpoint.get(exchange).isComponent() ? leavingTimeToReport(context) : context).writeTo(relayed);
    }

    private static RequestContext leavingTimeToReport(RequestContext context) {
        Deadline earlier = context.deadline().minus(REPORT_TIME);
        return context.withDeadline(earlier, context.answerTarget().earlier(earlier));
    }
}
