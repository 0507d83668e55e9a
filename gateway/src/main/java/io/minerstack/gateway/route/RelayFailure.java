package io.minerstack.gateway.route;

import io.minerstack.servicesupport.problem.Problem;
import io.minerstack.servicesupport.problem.ProblemType;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/** What became of a request that the gateway let in and could not pass on: no refusal of its own, though it words the reply. */
public final class RelayFailure extends Problem {

    private static final long serialVersionUID = 1L;

    private RelayFailure(ProblemType type, String detail, Map<String, String> headers) {
        super(type, detail, headers);
    }

    static RelayFailure ofUpstream(String detail, int retryAfterSeconds) {
        return new RelayFailure(
                ProblemType.UNAVAILABLE, detail, Map.of(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds)));
    }

    /** Nobody is left to read this. */
    static RelayFailure ofCaller() {
        return new RelayFailure(
                ProblemType.UNREADABLE, "The connection closed before the request was complete.", Map.of());
    }
}
