package io.minerstack.servicesupport.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.problem.ProblemException.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * RFC 9457's format. Adds {@code error}, a short code for programs, and {@code request_id}, and {@code trace_id} where
 * the request belongs to a trace; {@code detail} is always there.
 */
public class ProblemJsonFormat implements ErrorFormat {

    @Override
    public MediaType mediaType() {
        return MediaType.APPLICATION_PROBLEM_JSON;
    }

    @Override
    public Object body(ProblemException problem, RequestId requestId) {
        return body(problem, requestId, null);
    }

    @Override
    public Object body(ProblemException problem, RequestId requestId, @Nullable String traceId) {
        ProblemType type = problem.type();
        return new Body(
                type.uri(),
                type.title(),
                type.status().value(),
                problem.detail(),
                type.code(),
                requestId.value(),
                traceId,
                problem.violations());
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Body(
            String type,
            String title,
            int status,
            String detail,
            String error,
            @JsonProperty("request_id") String requestId,

            @JsonProperty("trace_id") @Nullable String traceId,

            List<Violation> errors) {}
}
