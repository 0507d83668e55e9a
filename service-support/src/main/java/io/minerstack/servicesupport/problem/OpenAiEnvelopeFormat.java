package io.minerstack.servicesupport.problem;

import io.minerstack.servicesupport.context.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * OpenAI's format {@code {"error":{"message","type","param","code"}}}, for services with OpenAI's API under {@code
 * /v1}.
 */
public class OpenAiEnvelopeFormat implements ErrorFormat {

    @Override
    public MediaType mediaType() {
        return MediaType.APPLICATION_JSON;
    }

    @Override
    public Object body(ProblemException problem, RequestId requestId) {
        String kind = problem.type().status().is5xxServerError() ? "server_error" : "invalid_request_error";
        String field = problem.violations().isEmpty()
                ? null
                : problem.violations().getFirst().field();
        return new Body(new ErrorFields(problem.detail(), kind, field, problem.code()));
    }

    private record Body(ErrorFields error) {}

    private record ErrorFields(
            String message, String type, @Nullable String param, String code) {}
}
