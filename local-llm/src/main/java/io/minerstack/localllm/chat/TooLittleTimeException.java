package io.minerstack.localllm.chat;

import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.util.Map;

/** 503 with a code of its own: llm-proxy stops sending requests to a server whose queue is full, and goes on here. */
class TooLittleTimeException extends ProblemException {

    private static final long serialVersionUID = 1L;

    TooLittleTimeException(long retryAfterSeconds) {
        super(
                ProblemType.UNAVAILABLE,
                "The model is busy: the wait and the reading of the prompt would take longer than the time left.",
                Map.of("Retry-After", Long.toString(retryAfterSeconds)));
    }

    @Override
    public String code() {
        return "deadline_too_short";
    }
}
