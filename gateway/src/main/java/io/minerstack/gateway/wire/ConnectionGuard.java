package io.minerstack.gateway.wire;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection that holds a place without using it: one whose next head does not get complete, one that goes on
 * sending a body after its reply, and one that sends ahead more than could ever be answered. What is under way is bounded
 * by its deadline, not here. Of one connection; runs on its event loop.
 */
// writes and closes report to the promises that they are given, or to nobody who could do more
@SuppressWarnings("FutureReturnValueIgnored")
class ConnectionGuard extends ChannelDuplexHandler {

    /** Bytes of bodies that may wait behind the request that is being answered. */
    private static final int MOST_BYTES_AHEAD = 64 * 1024;

    private final WireProperties properties;
    private int unanswered;
    private int bytesAhead;
    private boolean reading;
    private boolean heldBack;
    private boolean closing;
    private @Nullable Future<?> timer;

    ConnectionGuard(WireProperties properties) {
        this.properties = properties;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (context.channel().isActive()) {
            closeIn(context, properties.headTimeout().toMillis());
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        closeIn(context, properties.headTimeout().toMillis());
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
        if (message instanceof HttpRequest request) {
            stopTimer();
            unanswered++;
            reading = true;
            heldBack = HttpUtil.is100ContinueExpected(request);
        }
        if (message instanceof HttpContent content && unanswered > 1) {
            bytesAhead += content.content().readableBytes();
        }
        if (message instanceof LastHttpContent) {
            reading = false;
            if (unanswered == 0) {
                closeIn(context, properties.idleTimeout().toMillis());
            }
        }
        if (unanswered > properties.maxPipelined() + 1 || bytesAhead > MOST_BYTES_AHEAD) {
            ReferenceCountUtil.release(message);
            context.close();
            return;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (isInformational(message)) {
            heldBack = false;
        } else if (message instanceof LastHttpContent) {
            unanswered = Math.max(0, unanswered - 1);
            if (unanswered == 0) {
                bytesAhead = 0;
                closeIn(context, (reading ? properties.lingerTimeout() : properties.idleTimeout()).toMillis());
            }
        }
        context.write(message, promise);
    }

    /** To close on a client that still sends would reset the connection, and the client would never see its reply. */
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (!reading || heldBack || unanswered > 0 || closing) {
            context.close(promise);
            return;
        }
        closing = true;
        context.channel().closeFuture().addListener(closed -> promise.trySuccess());
        closeIn(context, properties.lingerTimeout().toMillis());
        context.read();
    }

    private void discard(ChannelHandlerContext context, Object message) {
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

    private void closeIn(ChannelHandlerContext context, long millis) {
        stopTimer();
        timer = context.executor().schedule((Runnable) context::close, millis, TimeUnit.MILLISECONDS);
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
