package io.minerstack.llmproxy.upstream;

import io.minerstack.llmproxy.upstream.UpstreamFailure.Kind;
import io.netty.handler.codec.DecoderException;
import java.util.concurrent.TimeoutException;

/** What a failed connection means for us. */
final class Transport {

    private Transport() {}

    static UpstreamFailure failure(Throwable cause, boolean headSeen) {
        return switch (cause) {
            case UpstreamFailure known -> known;
            case DecoderException notHttp -> new UpstreamFailure(Kind.UNUSABLE, "not HTTP");
            // the pool is larger than the number of requests admitted, so that this is the server's doing
            case TimeoutException pool -> new UpstreamFailure(Kind.UNREACHABLE, "no connection in time");
            default ->
                headSeen
                        ? new UpstreamFailure(Kind.BROKEN, "connection lost in mid-stream")
                        : new UpstreamFailure(Kind.UNREACHABLE, cause.getClass().getSimpleName());
        };
    }
}
