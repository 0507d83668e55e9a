package io.minerstack.gateway.limits;

import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/** 503: {@code MAX_BODY_BYTES_IN_FLIGHT} does not allow the bytes of one more large body. */
public final class BodyCapacityException extends ProblemException {

    private static final long serialVersionUID = 1L;

    BodyCapacityException() {
        super(
                ProblemType.UNAVAILABLE,
                "Too many large requests are in progress; try again shortly.",
                Map.of(HttpHeaders.RETRY_AFTER, "1"));
    }
}
