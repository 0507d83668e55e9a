package io.minerstack.memory.conversationkey;

import io.minerstack.servicesupport.context.RequestContextFilter;
import io.minerstack.servicesupport.context.Tenant;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.springframework.core.MethodParameter;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Gives controllers their {@link Tenant} and {@link ConversationKey}. The cid is the query's {@code cid}, else the path's
 * second segment as it was sent: a path variable would lose what follows a {@code ;}, and a cid may hold one.
 */
class ConversationKeyArgumentResolver implements HandlerMethodArgumentResolver {

    // of "/conversations/{cid}": separator, segment, separator, segment
    private static final int CID_ELEMENT = 3;

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == ConversationKey.class || parameter.getParameterType() == Tenant.class;
    }

    @Override
    public Mono<Object> resolveArgument(
            MethodParameter parameter, BindingContext bindingContext, ServerWebExchange exchange) {
        return Mono.fromSupplier(() -> {
            Tenant tenant = tenant(exchange);
            return parameter.getParameterType() == Tenant.class ? tenant : new ConversationKey(tenant, cid(exchange));
        });
    }

    /** Of a path that belongs to a tenant: on those the call has one, or there is no call (hop.tenantless). */
    private static Tenant tenant(ServerWebExchange exchange) {
        return Objects.requireNonNull(
                Objects.requireNonNull(RequestContextFilter.callOf(exchange)).tenant());
    }

    private static Cid cid(ServerWebExchange exchange) {
        var path = exchange.getRequest().getPath().pathWithinApplication().elements();
        if (path.size() > CID_ELEMENT && path.get(CID_ELEMENT) instanceof PathSegment segment) {
            // in a path a plus is a plus
            String sent = segment.value().replace("+", "%2B");
            return Cid.of(URLDecoder.decode(sent, StandardCharsets.UTF_8));
        }
        return Cid.of(exchange.getRequest().getQueryParams().getFirst("cid"));
    }
}
