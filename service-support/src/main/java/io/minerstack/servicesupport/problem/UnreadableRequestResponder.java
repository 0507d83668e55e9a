package io.minerstack.servicesupport.problem;

import io.minerstack.servicesupport.context.ContextHeaders;
import io.minerstack.servicesupport.context.RequestId;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.function.Consumer;
import org.slf4j.Logger;
import tools.jackson.databind.json.JsonMapper;

/**
 * Adds a problem body to the errors that the HTTP server sends by itself, before a filter could see the request: an
 * unreadable request line, a path that is not a URI, a head that is too large. Such a response has no request id, which
 * every response of a service's own has.
 */
// the results of writes go to the given promises; no other code could react to them
@SuppressWarnings("FutureReturnValueIgnored")
@Sharable
public class UnreadableRequestResponder extends ChannelOutboundHandlerAdapter {

    private final ErrorFormat format;
    private final JsonMapper json;
    private final Logger log;
    private final Consumer<ProblemType> observer;

    /**
     * A handler for all connections of a server.
     *
     * @param observer is told of each such request
     */
    public UnreadableRequestResponder(ErrorFormat format, JsonMapper json, Logger log, Consumer<ProblemType> observer) {
        this.format = format;
        this.json = json;
        this.log = log;
        this.observer = observer;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof FullHttpResponse response
                && response.status().code() >= 400
                && !response.headers().contains(ContextHeaders.REQUEST_ID)) {
            FullHttpResponse withProblem = withProblem(response);
            response.release();
            context.write(withProblem, promise);
            return;
        }
        context.write(message, promise);
    }

    private FullHttpResponse withProblem(FullHttpResponse bare) {
        ProblemException problem = problem(bare.status().code());
        RequestId id = RequestId.acceptOrNew(null);
        byte[] body = json.writeValueAsBytes(format.body(problem, id));
        FullHttpResponse response =
                new DefaultFullHttpResponse(bare.protocolVersion(), bare.status(), Unpooled.wrappedBuffer(body));
        response.headers()
                .set(bare.headers())
                .set(HttpHeaderNames.CONTENT_TYPE, format.mediaType().toString())
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(ContextHeaders.REQUEST_ID, id.value())
                .set("X-Content-Type-Options", "nosniff");
        observer.accept(problem.type());
        log.atInfo()
                .addKeyValue("request_id", id.value())
                .addKeyValue("route", "-")
                .addKeyValue("status", bare.status().code())
                .log("unreadable request");
        return response;
    }

    private static ProblemException problem(int status) {
        return switch (status) {
            case 413 -> new ProblemException(ProblemType.TOO_LARGE, "The request is larger than what is read.");
            case 414 -> new ProblemException(ProblemType.URI_TOO_LONG, "The request line is longer than what is read.");
            case 431 ->
                new ProblemException(ProblemType.HEADERS_TOO_LARGE, "The headers are larger than what is read.");
            case 500 -> new ProblemException(ProblemType.INTERNAL, "Something went wrong on our side.");
            default -> new ProblemException(ProblemType.UNREADABLE, "The request is no HTTP request that can be read.");
        };
    }
}
