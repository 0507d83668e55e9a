package io.minerstack.gateway.netty;

import java.util.function.Consumer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.netty.http.server.HttpServerRequest;

/** What the keys of a request mean for the connection that it came through. */
public final class ConnectionTrust {

    private ConnectionTrust() {}

    /** The request has a valid key, so its connection keeps its place when others make room. */
    public static void trust(ServerHttpRequest request) {
        withConnection(request, OpenConnection::trust);
    }

    /** The request has a key that is not accepted, so its connection is one of those that go first. */
    public static void distrust(ServerHttpRequest request) {
        withConnection(request, OpenConnection::distrust);
    }

    private static void withConnection(ServerHttpRequest request, Consumer<OpenConnection> change) {
        if (ServerHttpRequestDecorator.getNativeRequest(request) instanceof HttpServerRequest nativeRequest) {
            nativeRequest.withConnection(connection -> {
                OpenConnection open =
                        connection.channel().attr(OpenConnection.ATTRIBUTE).get();
                if (open != null) {
                    change.accept(open);
                }
            });
        }
    }
}
