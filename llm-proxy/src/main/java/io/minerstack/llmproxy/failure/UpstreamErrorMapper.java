package io.minerstack.llmproxy.failure;

import io.minerstack.servicesupport.client.RetryAfter;
import io.minerstack.servicesupport.exception.Causes;
import io.minerstack.servicesupport.secret.Secret;
import io.netty.handler.codec.DecoderException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The one place where a status, a connection error or an error event becomes a {@link FailureKind}. */
public class UpstreamErrorMapper {

    /**
     * The longest wait that is taken from a server. A server that asks for more is asked again after this time, because
     * one answer of one server must not remove the only provider for an hour.
     */
    static final Duration MAX_RETRY_AFTER = Duration.ofSeconds(30);

    /** The wait for a server that says that it loads its model, and not for how long. */
    private static final Duration LOADING = Duration.ofSeconds(5);

    /** An error inside a 200 that names one of these is the same refusal as a response with this status. */
    private static final Set<Integer> STATUSES_IN_EVENTS = Set.of(400, 401, 402, 403, 404, 413, 422, 429);

    /** Of local-llm: the wait would be too long for this request. Says nothing about requests with more time. */
    private static final String DEADLINE_TOO_SHORT = "deadline_too_short";

    private final ErrorBodyReader bodies;
    private final JsonMapper json;
    private final Clock clock;
    private final @Nullable Secret apiKey;

    /**
     * A mapper for all upstreams of a provider without a key.
     *
     * @param clock for a {@code Retry-After} that is a date
     */
    public UpstreamErrorMapper(JsonMapper json, Clock clock) {
        this(json, clock, null);
    }

    /**
     * A mapper for all upstreams of a provider.
     *
     * @param clock for a {@code Retry-After} that is a date
     * @param apiKey kept out of the log where a server repeats the key
     */
    public UpstreamErrorMapper(JsonMapper json, Clock clock, @Nullable Secret apiKey) {
        this.bodies = new ErrorBodyReader(json);
        this.json = json;
        this.clock = clock;
        this.apiKey = apiKey;
    }

    /**
     * A response whose status is not 200, read to its end.
     *
     * @param retryAfter the header, null if absent
     * @param body of the response, possibly cut
     */
    public UpstreamException response(int status, @Nullable String retryAfter, byte[] body) {
        ErrorWords words = ErrorWords.of(body, json);
        Duration wait = RetryAfter.parse(retryAfter, clock);
        if (wait != null && wait.compareTo(MAX_RETRY_AFTER) > 0) {
            wait = MAX_RETRY_AFTER;
        }
        UpstreamException failure = status(status, message("status " + status, words), bodies.read(body), words, wait);
        return status < 400 ? failure : failure.asErrorResponse();
    }

    private static UpstreamException status(
            int status, String message, UpstreamError error, ErrorWords words, @Nullable Duration wait) {
        if (status >= 500 && error.isContextTooLong()) {
            return UpstreamException.rejected(message, error, words);
        }
        return switch (status) {
            case 400, 422 -> refused(message, error, words, RefusalReason.of(words), wait);
            // also of a server in front of the model server, which has no reason but the status
            case 413 -> tooLarge(message, error, words, RefusalReason.of(words), wait);
            case 401 ->
                UpstreamException.misconfigured(
                        message, RefusalReason.isEmptyAccount(words) ? WrongSetting.ACCOUNT : WrongSetting.API_KEY);
            // OpenRouter: the credit is enough for a smaller answer
            case 402 ->
                UpstreamException.misconfigured(
                        message, WrongSetting.ACCOUNT, OutputLimit.isIn(words) ? words : ErrorWords.NONE);
            case 403 -> forbidden(message, error, words, wait);
            case 404 -> notFound(message, error, words);
            case 405 -> UpstreamException.misconfigured(message, WrongSetting.BASE_URL);
            case 429 ->
                RefusalReason.isEmptyAccount(words)
                        ? UpstreamException.misconfigured(message, WrongSetting.ACCOUNT)
                        : UpstreamException.temporary(FailureKind.RATE_LIMITED, message, wait);
            // a full queue says when to retry, a crashed engine does not
            case 503 ->
                DEADLINE_TOO_SHORT.equals(error.code())
                        ? new UpstreamException(FailureKind.QUEUE_FULL, message)
                        : unavailable(message, wait == null && RefusalReason.isLoading(words) ? LOADING : wait);
            case 500, 501 ->
                wait == null && (words.sayUnsupported() || words.refuseRoles())
                        ? UpstreamException.doubtful(FailureKind.SERVER_ERROR, message, words)
                        : UpstreamException.temporary(FailureKind.SERVER_ERROR, message, wait);
            case 408, 409, 425 -> UpstreamException.temporary(FailureKind.SERVER_ERROR, message, wait);
            // Groq: no capacity in the service tier
            case 498 -> other(FailureKind.OVERLOADED, message, error, words, wait);
            default ->
                status < 400
                        ? UpstreamException.misconfigured(message, WrongSetting.BASE_URL)
                        : status < 500
                                ? other(FailureKind.SERVER_ERROR, message, error, words, wait)
                                : UpstreamException.temporary(FailureKind.SERVER_ERROR, message, wait);
        };
    }

    private static UpstreamException unavailable(String message, @Nullable Duration wait) {
        return UpstreamException.temporary(
                wait == null ? FailureKind.SERVER_ERROR : FailureKind.OVERLOADED, message, wait);
    }

    private static UpstreamException notFound(String message, UpstreamError error, ErrorWords words) {
        if (RefusalReason.isAboutAField(words)) {
            return UpstreamException.rejected(message, error, words);
        }
        if (RefusalReason.isUnknownModel(words) || words.locates("model")) {
            return UpstreamException.misconfigured(message, WrongSetting.MODEL);
        }
        return UpstreamException.misconfigured(
                message, RefusalReason.isUnknownPath(words) ? WrongSetting.BASE_URL : null);
    }

    /** Another status from 400 to 499 passes with time: only the server's words show that a setting is wrong. */
    private static UpstreamException other(
            FailureKind kind, String message, UpstreamError error, ErrorWords words, @Nullable Duration wait) {
        RefusalReason reason = RefusalReason.of(words);
        return error.isContextTooLong() || reason != null
                ? refused(message, error, words, reason, wait)
                : UpstreamException.temporary(kind, message, wait);
    }

    private String message(String event, ErrorWords words) {
        String reason = ServerReason.of(words, apiKey);
        return reason.isEmpty() ? event : event + ": " + reason;
    }

    private static UpstreamException tooLarge(
            String message,
            UpstreamError error,
            ErrorWords words,
            @Nullable RefusalReason reason,
            @Nullable Duration wait) {
        return refused(message, reason == null ? error.asTooLong() : error, words, reason, wait);
    }

    private static UpstreamException refused(
            String message,
            UpstreamError error,
            ErrorWords words,
            @Nullable RefusalReason given,
            @Nullable Duration wait) {
        RefusalReason reason = error.isContextTooLong() ? null : given;
        return switch (reason) {
            case null -> UpstreamException.rejected(message, error, words);
            case CONTENT_POLICY -> UpstreamException.rejected(message, error.asContentPolicy(), words);
            case RATE -> UpstreamException.temporary(FailureKind.RATE_LIMITED, message, wait);
            case BUSY -> UpstreamException.temporary(FailureKind.OVERLOADED, message, wait);
            case ACCOUNT -> UpstreamException.misconfigured(message, WrongSetting.ACCOUNT);
            case KEY -> UpstreamException.misconfigured(message, WrongSetting.API_KEY);
            case MODEL -> UpstreamException.misconfigured(message, WrongSetting.MODEL);
        };
    }

    private static UpstreamException forbidden(
            String message, UpstreamError error, ErrorWords words, @Nullable Duration wait) {
        if (words.isPage()) {
            // a firewall in front of the server knows nothing of keys
            return UpstreamException.temporary(FailureKind.SERVER_ERROR, message, wait);
        }
        RefusalReason reason = RefusalReason.ofForbidden(words);
        return reason == null
                ? UpstreamException.misconfigured(message, WrongSetting.API_KEY)
                : refused(message, error, words, reason, wait);
    }

    /**
     * A connection that failed.
     *
     * @param headersReceived whether the response had begun
     */
    public UpstreamException connection(Throwable cause, boolean headersReceived) {
        return switch (cause) {
            case UpstreamException known -> known;
            case DecoderException notHttp -> new UpstreamException(FailureKind.INVALID_RESPONSE, "not HTTP");
            // the connection pool is larger than the number of admitted requests: the upstream does not accept
            case TimeoutException pool -> new UpstreamException(FailureKind.UNREACHABLE, "connect time-out");
            case UnknownHostException unknown ->
                new UpstreamException(FailureKind.UNREACHABLE, "the host name is not known");
            case SSLException untrusted
            when !headersReceived ->
                new UpstreamException(
                        FailureKind.UNREACHABLE,
                        Causes.contain(untrusted, CertificateException.class)
                                ? "TLS: the certificate is not trusted, or is for another host name"
                                        + " (LLM_CA_FILE adds a private CA)"
                                : "TLS: no handshake");
            default ->
                headersReceived
                        ? new UpstreamException(FailureKind.STREAM_INTERRUPTED, "connection lost in mid-stream")
                        : new UpstreamException(
                                FailureKind.UNREACHABLE, cause.getClass().getSimpleName());
        };
    }

    /**
     * An error object inside a response with status 200.
     *
     * @param error the value of the event's field {@code error}
     */
    public UpstreamException event(JsonNode error) {
        ErrorWords words = ErrorWords.of(error, json);
        String message = message("error event in the stream", words);
        UpstreamError reason = bodies.read(error);
        if (STATUSES_IN_EVENTS.contains(reason.status())) {
            return status(reason.status(), message, reason, words, null);
        }
        if (reason.status() < 500 && (OutputLimit.isIn(words) || words.sayInvalidRequest())) {
            return status(400, message, reason, words, null);
        }
        UpstreamException read = refused(message, reason, words, RefusalReason.of(words), null);
        return read.kind() != FailureKind.REJECTED || read.isContextTooLong() || read.isContentPolicy()
                ? read
                : UpstreamException.doubtful(
                        FailureKind.INVALID_RESPONSE,
                        message,
                        words.sayUnsupported() || words.refuseRoles() ? words : ErrorWords.NONE);
    }
}
