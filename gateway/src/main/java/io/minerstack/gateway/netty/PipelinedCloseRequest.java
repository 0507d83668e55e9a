package io.minerstack.gateway.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Answers a request that was sent ahead and asks to close the connection (RFC 9112, section 9.3.2 and 9.6: the server
 * closes after the response to <em>that</em> request). Reactor Netty 1.3 closes after the response that comes next, and
 * the request that was sent ahead would get none: its {@code HttpTrafficHandler} has one flag for the whole connection,
 * which a request sets when it is read. So this handler hides the wish to close from it, and closes at the right time.
 * One instance per connection; runs on the connection's event loop.
 */
// the results of writes go to the given promises; no other code could react to them
@SuppressWarnings("FutureReturnValueIgnored")
final class PipelinedCloseRequest extends ChannelDuplexHandler {

    private int unanswered;
    /** Responses until the connection is closed, the last one included; 0: nothing has asked to close it. */
    private int untilClose;

    private boolean lastRequestComplete;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (lastRequestComplete) {
            // nothing that comes after the last request is a request (RFC 9112, section 9.6)
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            unanswered++;
            if (unanswered > 1 && !HttpUtil.isKeepAlive(request)) {
                untilClose = unanswered;
                HttpUtil.setKeepAlive(request, true);
            }
        }
        lastRequestComplete = untilClose > 0 && message instanceof LastHttpContent;
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        boolean informational =
                message instanceof HttpResponse head && head.status().code() < 200;
        if (informational) {
            context.write(message, promise);
            return;
        }
        if (message instanceof HttpResponse response && untilClose == 1) {
            HttpUtil.setKeepAlive(response, false);
        }
        if (message instanceof LastHttpContent) {
            unanswered = Math.max(0, unanswered - 1);
            if (untilClose > 0 && --untilClose == 0) {
                context.write(message, promise.unvoid()).addListener(ChannelFutureListener.CLOSE);
                return;
            }
        }
        context.write(message, promise);
    }
}
