package io.minerstack.servicesupport.problem;

import io.minerstack.servicesupport.context.RequestId;
import org.springframework.http.MediaType;

/** The shape that a service's error bodies have. */
public interface ErrorFormat {

    MediaType mediaType();

    /** What Jackson writes as the body. */
    Object body(Problem problem, RequestId requestId);
}
