package io.minerstack.llmproxy.completion;

import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.problem.ErrorFormat;
import io.minerstack.servicesupport.problem.OpenAiErrors;
import io.minerstack.servicesupport.problem.Problem;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** OpenAI's envelope, with the code, type and field that a model server named. */
@Component
class OpenAiErrorFormat implements ErrorFormat {

    private final OpenAiErrors plain = new OpenAiErrors();

    @Override
    public MediaType mediaType() {
        return plain.mediaType();
    }

    @Override
    public Object body(Problem problem, RequestId requestId) {
        return problem instanceof OpenAiErrorException known ? known.envelope() : plain.body(problem, requestId);
    }
}
