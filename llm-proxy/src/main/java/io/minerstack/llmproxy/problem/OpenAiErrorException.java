package io.minerstack.llmproxy.problem;

import io.minerstack.llmproxy.failure.UpstreamError;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** A problem with OpenAI's own {@code code}, {@code type} and {@code param}, which client libraries act on. */
public class OpenAiErrorException extends ProblemException {

    private static final long serialVersionUID = 1L;

    private static final String INVALID_REQUEST = "invalid_request_error";

    private final transient UpstreamError error;

    private OpenAiErrorException(ProblemType type, UpstreamError error) {
        this(type, error, Map.of());
    }

    private OpenAiErrorException(ProblemType type, UpstreamError error, Map<String, String> headers) {
        super(type, error.message(), headers);
        this.error = error;
    }

    /**
     * 503 with a code of its own, by which callers tell it from a model that can't answer.
     *
     * @param message our own words
     * @param retryAfterSeconds 1 or more
     */
    static OpenAiErrorException unavailable(String code, String message, long retryAfterSeconds) {
        return new OpenAiErrorException(
                ProblemType.UNAVAILABLE,
                new UpstreamError(message, "server_error", null, code),
                Map.of(HttpHeaders.RETRY_AFTER, Long.toString(retryAfterSeconds)));
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
