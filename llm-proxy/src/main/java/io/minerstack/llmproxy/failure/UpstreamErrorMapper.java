package io.minerstack.llmproxy.failure;

import io.minerstack.servicesupport.client.RetryAfter;
import io.netty.handler.codec.DecoderException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The one place where a status, a connection error or an error event becomes a {@link FailureKind}. */
public class UpstreamErrorMapper {

    private final ErrorBodyReader bodies;
    private final Clock clock;

    /**
     * A mapper for all upstreams of a provider.
     *
     * @param clock for a {@code Retry-After} that is a date
     */
    public UpstreamErrorMapper(JsonMapper json, Clock clock) {
        this.bodies = new ErrorBodyReader(json);
        this.clock = clock;
    }

    /**
     * A response whose status is not 200.
     *
     * @param retryAfter the header, null if absent
     * @param body of the response, possibly cut
     */
    public UpstreamException response(int status, @Nullable String retryAfter, byte[] body) {
        UpstreamError error = bodies.read(body);
        Duration wait = RetryAfter.parse(retryAfter, clock);
        String message = "status " + status;
        return switch (status) {
            case 400, 413, 422 -> UpstreamException.rejected(message, error);
            case 429 ->
                error.isQuotaExceeded()
                        ? new UpstreamException(FailureKind.MISCONFIGURED, message + ", quota exceeded")
                        : UpstreamException.temporary(FailureKind.RATE_LIMITED, message, wait);
            // a full queue says when to retry, a crashed engine does not
            case 503 ->
                UpstreamException.temporary(
                        wait == null ? FailureKind.SERVER_ERROR : FailureKind.OVERLOADED, message, wait);
            case 408, 409, 425 -> UpstreamException.temporary(FailureKind.SERVER_ERROR, message, wait);
            default ->
                status >= 500
                        ? UpstreamException.temporary(FailureKind.SERVER_ERROR, message, wait)
                        : new UpstreamException(FailureKind.MISCONFIGURED, message);
        };
    }

    /**
     * A connection that failed.
     *
     * @param headersReceived whether the response had begun
     */
    public UpstreamException connection(Throwable cause, boolean headersReceived) {
        return switch (cause) {
            case UpstreamException known -> known;
            case DecoderException notHttp -> new UpstreamException(FailureKind.INVALID_RESPONSE, "not HTTP");
            // the connection pool is larger than the number of admitted requests: the upstream does not accept
            case TimeoutException pool -> new UpstreamException(FailureKind.UNREACHABLE, "connect time-out");
            default ->
                headersReceived
                        ? new UpstreamException(FailureKind.STREAM_INTERRUPTED, "connection lost in mid-stream")
                        : new UpstreamException(
                                FailureKind.UNREACHABLE, cause.getClass().getSimpleName());
        };
    }

    /**
     * An error object inside a response with status 200.
     *
     * @param error the value of the event's field {@code error}
     */
    public UpstreamException event(JsonNode error) {
        UpstreamError read = bodies.read(error);
        return read.isContextTooLong() || read.isContentPolicy()
                ? UpstreamException.rejected("error event in the stream", read)
                : new UpstreamException(FailureKind.INVALID_RESPONSE, "error event in the stream");
    }
}
