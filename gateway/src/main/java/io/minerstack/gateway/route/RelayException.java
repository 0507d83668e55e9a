package io.minerstack.gateway.route;

import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/**
 * A request that the gateway accepted but could not relay. Not a refusal, so the metrics of rejections leave it out.
 */
public final class RelayException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private RelayException(ProblemType type, String detail, Map<String, String> headers) {
        super(type, detail, headers);
    }

    /** 503: agent-service could not be asked, or the connection to it broke. */
    static RelayException unavailable(String detail, int retryAfterSeconds) {
        return new RelayException(
                ProblemType.UNAVAILABLE, detail, Map.of(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds)));
    }

    /** 400, for the access log alone: the caller is gone and can't read the response. */
    static RelayException callerGone() {
        return new RelayException(
                ProblemType.UNREADABLE, "The connection closed before the request was complete.", Map.of());
    }
}
