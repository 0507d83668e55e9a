package io.minerstack.llmproxy.failure;

import io.minerstack.llmproxy.failure.UpstreamException.Kind;
import io.netty.handler.codec.DecoderException;
import java.util.concurrent.TimeoutException;

/** What a failed connection means for us. */
final class Transport {

    private Transport() {}

    static UpstreamException failure(Throwable cause, boolean headSeen) {
        return switch (cause) {
            case UpstreamException known -> known;
            case DecoderException notHttp -> new UpstreamException(Kind.UNUSABLE, "not HTTP");
            // the pool is larger than the number of requests admitted, so that this is the server's doing
            case TimeoutException pool -> new UpstreamException(Kind.UNREACHABLE, "no connection in time");
            default ->
                headSeen
                        ? new UpstreamException(Kind.BROKEN, "connection lost in mid-stream")
                        : new UpstreamException(Kind.UNREACHABLE, cause.getClass().getSimpleName());
        };
    }
}
