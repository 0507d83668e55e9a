package io.minerstack.gateway.endpoint;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** The endpoint of a request: found once by {@link EndpointMatchFilter}, kept as an attribute of the exchange. */
public final class RequestEndpoint {

    private static final String ATTRIBUTE = RequestEndpoint.class.getName();

    private RequestEndpoint() {}

    static void set(ServerWebExchange exchange, Endpoint endpoint) {
        exchange.getAttributes().put(ATTRIBUTE, endpoint);
    }

    /**
     * For filters that come before {@link EndpointFilter}.
     *
     * @return null where no endpoint has the request's path
     */
    public static @Nullable Endpoint find(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }

    /** For filters that come after {@link EndpointFilter}, which refuses a request without an endpoint. */
    public static Endpoint get(ServerWebExchange exchange) {
        return Objects.requireNonNull(find(exchange), "EndpointFilter refuses a request without an endpoint");
    }
}
