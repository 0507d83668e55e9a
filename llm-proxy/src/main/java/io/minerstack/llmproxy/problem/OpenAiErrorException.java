package io.minerstack.llmproxy.problem;

import io.minerstack.llmproxy.failure.UpstreamError;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** A problem with OpenAI's own {@code code}, {@code type} and {@code param}, which client libraries act on. */
public class OpenAiErrorException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private static final String INVALID_REQUEST = "invalid_request_error";

    private final transient UpstreamError error;

    private OpenAiErrorException(ProblemType type, UpstreamError error) {
        super(type, error.message());
        this.error = error;
    }

    /** 400 with the reason of the upstream. */
    static OpenAiErrorException rejected(UpstreamError error) {
        ProblemType type = error.isContextTooLong() ? ProblemType.CONTEXT_TOO_LONG : ProblemType.UNREADABLE;
        return new OpenAiErrorException(type, error);
    }

    /** 400 because of one field of the request. */
    public static OpenAiErrorException invalidField(String field, String message) {
        return new OpenAiErrorException(
                ProblemType.UNREADABLE, new UpstreamError(message, INVALID_REQUEST, field, "invalid_value"));
    }

    /** 404 because no provider serves the model. */
    public static OpenAiErrorException unknownModel() {
        return new OpenAiErrorException(
                ProblemType.NOT_FOUND,
                new UpstreamError(
                        "No provider serves this model; leave it out to get the configured one.",
                        INVALID_REQUEST,
                        "model",
                        "model_not_found"));
    }

    ErrorEnvelope envelope() {
        return new ErrorEnvelope(new ErrorEnvelope.ErrorObject(
                error.message(),
                error.type() == null ? INVALID_REQUEST : error.type(),
                error.param(),
                error.code() == null ? type().code() : error.code(),
                error.promptSize() == null ? null : known(error.promptSize().prompt()),
                error.promptSize() == null ? null : known(error.promptSize().context())));
    }

    private static @Nullable Integer known(int tokens) {
        return tokens == 0 ? null : tokens;
    }
}
