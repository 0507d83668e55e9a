package io.minerstack.llmproxy.upstream;

import io.minerstack.llmproxy.upstream.UpstreamFailure.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a response that is not 200 means for us. */
final class Statuses {

    private Statuses() {}

    static UpstreamFailure failure(int status, @Nullable Duration retryAfter, Refusal body) {
        String message = "status " + status;
        return switch (status) {
            case 400, 413, 422 -> new UpstreamFailure(Kind.REFUSED, message, null, body);
            case 429 ->
                "insufficient_quota".equals(body.code())
                        ? new UpstreamFailure(Kind.MISCONFIGURED, message + ", quota used up")
                        : new UpstreamFailure(Kind.RATE_LIMITED, message, retryAfter, null);
            case 408, 409, 425 -> new UpstreamFailure(Kind.SERVER_ERROR, message, retryAfter, null);
            case 503 ->
                // engines and their queues say when to come back; what has died does not
                new UpstreamFailure(
                        retryAfter == null ? Kind.SERVER_ERROR : Kind.RATE_LIMITED, message, retryAfter, null);
            default ->
                status >= 500
                        ? new UpstreamFailure(Kind.SERVER_ERROR, message, retryAfter, null)
                        : new UpstreamFailure(Kind.MISCONFIGURED, message);
        };
    }
}
