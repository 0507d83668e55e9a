package io.minerstack.llmproxy.completion;

import io.minerstack.llmproxy.failure.UpstreamError;
import io.minerstack.servicesupport.problem.Problem;
import io.minerstack.servicesupport.problem.ProblemType;

/** A problem whose {@code code}, {@code type} and {@code param} are known in OpenAI's terms; clients switch on them. */
class OpenAiErrorException extends Problem {

    private static final long serialVersionUID = 1L;

    private final transient UpstreamError refusal;

    private OpenAiErrorException(ProblemType type, UpstreamError refusal) {
        super(type, refusal.message());
        this.refusal = refusal;
    }

    /** 400: a model server's reason for not taking the request, passed on. */
    static OpenAiErrorException refused(UpstreamError refusal) {
        ProblemType type = refusal.contextTooShort() ? ProblemType.CONTEXT_TOO_LONG : ProblemType.UNREADABLE;
        return new OpenAiErrorException(type, refusal);
    }

    /** 400: a field of the request. */
    static OpenAiErrorException invalid(String param, String rule) {
        return new OpenAiErrorException(
                ProblemType.UNREADABLE, new UpstreamError(rule, "invalid_request_error", param, "invalid_value"));
    }

    /** 404: no provider serves that model. */
    static OpenAiErrorException unknownModel() {
        return new OpenAiErrorException(
                ProblemType.NOT_FOUND,
                new UpstreamError(
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
