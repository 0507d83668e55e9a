package io.minerstack.gateway.defence;

import io.minerstack.servicesupport.problem.Problem;
import io.minerstack.servicesupport.problem.ProblemType;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/** A 503 of its own kind: there is room for a request, but not for what it carries. */
public final class NoRoomForBody extends Problem {

    private static final long serialVersionUID = 1L;

    NoRoomForBody() {
        super(
                ProblemType.UNAVAILABLE,
                "Too many large requests are under way; try again shortly.",
                Map.of(HttpHeaders.RETRY_AFTER, "1"));
    }
}
