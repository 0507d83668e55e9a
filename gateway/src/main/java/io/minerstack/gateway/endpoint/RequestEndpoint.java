package io.minerstack.gateway.endpoint;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** The endpoint of a request: found once by {@link EndpointMatchFilter}, kept as an attribute of the exchange. */
public final class RequestEndpoint {

    private static final String ATTRIBUTE = RequestEndpoint.class.getName();
    private static final String TRAILING_SLASH = ATTRIBUTE + ".trailing-slash";

    private RequestEndpoint() {}

    static void set(ServerWebExchange exchange, Endpoint endpoint) {
        exchange.getAttributes().put(ATTRIBUTE, endpoint);
    }

    /** Sets the endpoint of a path that has one slash too many at its end. */
    static void setWithTrailingSlash(ServerWebExchange exchange, Endpoint endpoint) {
        set(exchange, endpoint);
        exchange.getAttributes().put(TRAILING_SLASH, true);
    }

    static boolean hasTrailingSlash(ServerWebExchange exchange) {
        return exchange.getAttributes().containsKey(TRAILING_SLASH);
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
