package io.minerstack.llmproxy.problem;

import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.problem.ErrorFormat;
import io.minerstack.servicesupport.problem.OpenAiEnvelopeFormat;
import io.minerstack.servicesupport.problem.ProblemException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Writes errors as OpenAI's envelope, with the upstream's own code, type and field where there are any. */
@Component
class OpenAiErrorFormat implements ErrorFormat {

    private final OpenAiEnvelopeFormat general = new OpenAiEnvelopeFormat();

    @Override
    public MediaType mediaType() {
        return general.mediaType();
    }

    @Override
    public Object body(ProblemException problem, RequestId requestId) {
        return problem instanceof OpenAiErrorException error ? error.envelope() : general.body(problem, requestId);
    }
}
