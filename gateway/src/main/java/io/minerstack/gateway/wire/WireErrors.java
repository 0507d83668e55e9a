package io.minerstack.gateway.wire;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.servicesupport.context.ContextHeaders;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.problem.ErrorFormat;
import io.minerstack.servicesupport.problem.Problem;
import io.minerstack.servicesupport.problem.ProblemType;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives a body to the errors that the HTTP server makes by itself, before there is a request that a filter could see: an
 * unreadable request line, a path that is no URI, a head that is too large. They are known by what ours never lack: an id.
 */
// writes and closes report to the promises that they are given, or to nobody who could do more
@SuppressWarnings("FutureReturnValueIgnored")
@Component
@Sharable
class WireErrors extends ChannelOutboundHandlerAdapter {

    static final String ERRORS = "miner.gateway.wire.errors";

    private static final Logger log = LoggerFactory.getLogger(WireErrors.class);

    private final ErrorFormat format;
    private final JsonMapper json;
    private final MeterRegistry meters;

    WireErrors(ErrorFormat format, JsonMapper json, MeterRegistry meters) {
        this.format = format;
        this.json = json;
        this.meters = meters;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof FullHttpResponse response
                && response.status().code() >= 400
                && !response.headers().contains(ContextHeaders.REQUEST_ID)) {
            FullHttpResponse explained = explain(response);
            response.release();
            context.write(explained, promise);
            return;
        }
        context.write(message, promise);
    }

    private FullHttpResponse explain(FullHttpResponse bare) {
        Problem problem = problem(bare.status().code());
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
        meters.counter(ERRORS, "reason", problem.type().code()).increment();
        log.atInfo()
                .addKeyValue("request_id", id.value())
                .addKeyValue("route", "-")
                .addKeyValue("status", bare.status().code())
                .log("unreadable request");
        return response;
    }

    private static Problem problem(int status) {
        return switch (status) {
            case 413 -> new Problem(ProblemType.TOO_LARGE, "The request is larger than what is read.");
            case 414 -> new Problem(ProblemType.URI_TOO_LONG, "The request line is longer than what is read.");
            case 431 -> new Problem(ProblemType.HEADERS_TOO_LARGE, "The headers are larger than what is read.");
            case 500 -> new Problem(ProblemType.INTERNAL, "Something went wrong on our side.");
            default -> new Problem(ProblemType.UNREADABLE, "The request is no HTTP request that can be read.");
        };
    }
}
