package io.minerstack.servicesupport.problem;

import io.minerstack.servicesupport.context.RequestId;
import org.springframework.http.MediaType;

/** The format of a service's error bodies. */
public interface ErrorFormat {

    MediaType mediaType();

    /** The object that Jackson writes as the body. */
    Object body(ProblemException problem, RequestId requestId);
}
