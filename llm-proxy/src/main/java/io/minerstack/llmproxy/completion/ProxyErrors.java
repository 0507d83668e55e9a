package io.minerstack.llmproxy.completion;

import io.minerstack.hop.call.RequestId;
import io.minerstack.hop.problem.ErrorFormat;
import io.minerstack.hop.problem.OpenAiErrors;
import io.minerstack.hop.problem.Problem;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** OpenAI's envelope, with the code, type and field that a model server named. */
@Component
class ProxyErrors implements ErrorFormat {

    private final OpenAiErrors plain = new OpenAiErrors();

    @Override
    public MediaType mediaType() {
        return plain.mediaType();
    }

    @Override
    public Object body(Problem problem, RequestId requestId) {
        return problem instanceof OpenAiProblem known ? known.envelope() : plain.body(problem, requestId);
    }
}
