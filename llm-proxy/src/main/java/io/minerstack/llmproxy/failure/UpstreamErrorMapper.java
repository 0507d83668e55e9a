package io.minerstack.llmproxy.failure;

import io.minerstack.llmproxy.failure.UpstreamError;
import io.minerstack.llmproxy.failure.UpstreamException.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a response that is not 200 means for us. */
final class UpstreamErrorMapper {

    private UpstreamErrorMapper() {}

    static UpstreamException failure(int status, @Nullable Duration retryAfter, UpstreamError body) {
        String message = "status " + status;
        return switch (status) {
            case 400, 413, 422 -> new UpstreamException(Kind.REFUSED, message, null, body);
            case 429 ->
                "insufficient_quota".equals(body.code())
                        ? new UpstreamException(Kind.MISCONFIGURED, message + ", quota used up")
                        : new UpstreamException(Kind.RATE_LIMITED, message, retryAfter, null);
            case 408, 409, 425 -> new UpstreamException(Kind.SERVER_ERROR, message, retryAfter, null);
            case 503 ->
                // engines and their queues say when to come back; what has died does not
                new UpstreamException(
                        retryAfter == null ? Kind.SERVER_ERROR : Kind.RATE_LIMITED, message, retryAfter, null);
            default ->
                status >= 500
                        ? new UpstreamException(Kind.SERVER_ERROR, message, retryAfter, null)
                        : new UpstreamException(Kind.MISCONFIGURED, message);
        };
    }
}
