package io.minerstack.llmproxy.completion;

import io.minerstack.llmproxy.upstream.Refusal;
import io.minerstack.servicesupport.problem.Problem;
import io.minerstack.servicesupport.problem.ProblemType;

/** A problem whose {@code code}, {@code type} and {@code param} are known in OpenAI's terms; clients switch on them. */
class OpenAiProblem extends Problem {

    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    private OpenAiProblem(ProblemType type, Refusal refusal) {
        super(type, refusal.message());
        this.refusal = refusal;
    }

    /** 400: a model server's reason for not taking the request, passed on. */
    static OpenAiProblem refused(Refusal refusal) {
        ProblemType type = refusal.contextTooShort() ? ProblemType.CONTEXT_TOO_LONG : ProblemType.UNREADABLE;
        return new OpenAiProblem(type, refusal);
    }

    /** 400: a field of the request. */
    static OpenAiProblem invalid(String param, String rule) {
        return new OpenAiProblem(
                ProblemType.UNREADABLE, new Refusal(rule, "invalid_request_error", param, "invalid_value"));
    }

    /** 404: no provider serves that model. */
    static OpenAiProblem unknownModel() {
        return new OpenAiProblem(
                ProblemType.NOT_FOUND,
                new Refusal(
                        "No provider serves this model; leave it out to get the configured one.",
                        "invalid_request_error",
                        "model",
                        "model_not_found"));
    }

    ErrorEnvelope envelope() {
        return new ErrorEnvelope(new ErrorEnvelope.Failure(
                refusal.message(),
                refusal.type() == null ? "invalid_request_error" : refusal.type(),
                refusal.param(),
                refusal.code() == null ? type().code() : refusal.code()));
    }
}
