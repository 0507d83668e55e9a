package io.minerstack.gateway.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection that occupies a place without using it: one whose next request head is not complete in time, one
 * that continues to send a body after the response, and one that sends too many requests ahead. Time spent on a request
 * is not bounded here but by the request's deadline. One instance per connection; runs on the connection's event loop.
 */
// the results of writes and closes go to the given promises; no other code could react to them
@SuppressWarnings("FutureReturnValueIgnored")
class ConnectionTimeouts extends ChannelDuplexHandler {

    private final PublicConnectionProperties properties;
    private final PipelinedRequests requests;
    private boolean readingRequest;
    private boolean bodyHeldBack;
    private boolean closing;
    private @Nullable Future<?> timer;

    ConnectionTimeouts(PublicConnectionProperties properties) {
        this.properties = properties;
        this.requests = new PipelinedRequests(properties.maxPipelined());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (context.channel().isActive()) {
            closeAfter(properties.headTimeout(), context);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        closeAfter(properties.headTimeout(), context);
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stopTimer();
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (closing) {
            discard(context, message);
            return;
        }
        requests.received(message);
        if (message instanceof HttpRequest request) {
            stopTimer();
            setBusy(context, true);
            readingRequest = true;
            bodyHeldBack = HttpUtil.is100ContinueExpected(request);
        }
        if (message instanceof LastHttpContent) {
            readingRequest = false;
            if (requests.areAllAnswered()) {
                setBusy(context, false);
                closeAfter(properties.idleTimeout(), context);
            }
        }
        if (requests.exceedLimit()) {
            ReferenceCountUtil.release(message);
            context.close();
            return;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (isInformational(message)) {
            bodyHeldBack = false;
        } else if (message instanceof LastHttpContent) {
            requests.answered();
            if (requests.areAllAnswered()) {
                setBusy(context, readingRequest);
                closeAfter(readingRequest ? properties.lingerTimeout() : properties.idleTimeout(), context);
            }
        }
        context.write(message, promise);
    }

    /**
     * Delays a close while the client still sends a body: closing at once would reset the connection, and the client
     * would lose the response.
     */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (!readingRequest || bodyHeldBack || !requests.areAllAnswered() || closing) {
            context.close(promise);
            return;
        }
        closing = true;
        context.channel().closeFuture().addListener(closed -> promise.trySuccess());
        closeAfter(properties.lingerTimeout(), context);
        context.read();
    }

    private static void discard(ChannelHandlerContext context, Object message) {
        boolean complete = message instanceof LastHttpContent;
        ReferenceCountUtil.release(message);
        if (complete) {
            context.close();
        } else {
            context.read();
        }
    }

    private static boolean isInformational(Object message) {
        return message instanceof HttpResponse response && response.status().code() < 200;
    }

    /** Connections of the management port have no entry: nobody needs their places. */
    private static void setBusy(ChannelHandlerContext context, boolean busy) {
        OpenConnection connection =
                context.channel().attr(OpenConnection.ATTRIBUTE).get();
        if (connection != null) {
            connection.setBusy(busy);
        }
    }

    private void closeAfter(Duration wait, ChannelHandlerContext context) {
        stopTimer();
        timer = context.executor().schedule((Runnable) context::close, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
