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
 * Resolves the controller parameters {@link Tenant} and {@link ConversationKey}. The cid is the second segment of the
 * path, else the query parameter {@code cid}. The segment is read from the raw path, because a path variable ends at
 * {@code ;} and a cid may contain that character.
 */
class ConversationKeyArgumentResolver implements HandlerMethodArgumentResolver {

    // elements of "/conversations/{cid}": separator, segment, separator, segment
    private static final int CID_INDEX = 3;

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

    /**
     * Never null here: the filter refuses requests without a tenant, except for the paths of {@code
     * service.tenantless}.
     */
    private static Tenant tenant(ServerWebExchange exchange) {
        return Objects.requireNonNull(
                Objects.requireNonNull(RequestContextFilter.contextOf(exchange)).tenant());
    }

    private static Cid cid(ServerWebExchange exchange) {
        var path = exchange.getRequest().getPath().pathWithinApplication().elements();
        if (path.size() > CID_INDEX && path.get(CID_INDEX) instanceof PathSegment segment) {
            // URLDecoder decodes forms, where a plus is a space
            String encoded = segment.value().replace("+", "%2B");
            return Cid.of(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
        }
        return Cid.of(exchange.getRequest().getQueryParams().getFirst("cid"));
    }
}
