package io.minerstack.gateway.edge;

import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/** The body of a client that sent {@code Expect: 100-continue} and waits before it sends the body. */
public final class HeldBackBody {

    private HeldBackBody() {}

    /**
     * Closes the connection after a response for which the body is not read. The client may send its body next, or its
     * next request: the server can't tell which, so the connection can't be used again.
     */
    public static void closeConnection(ServerWebExchange exchange) {
        if (exchange.getRequest().getHeaders().containsHeader(HttpHeaders.EXPECT)
                && !exchange.getResponse().isCommitted()) {
            exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
        }
    }
}
