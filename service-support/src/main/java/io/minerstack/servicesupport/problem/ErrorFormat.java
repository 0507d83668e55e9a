package io.minerstack.servicesupport.problem;

import io.minerstack.servicesupport.context.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** The format of a service's error bodies. */
public interface ErrorFormat {

    MediaType mediaType();

    /** The object that Jackson writes as the body. */
    Object body(ProblemException problem, RequestId requestId);

    /**
     * As {@link #body(ProblemException, RequestId)}, of a request that may belong to a trace.
     *
     * @param traceId null where there is no trace
     */
    default Object body(ProblemException problem, RequestId requestId, @Nullable String traceId) {
        return body(problem, requestId);
    }
}
