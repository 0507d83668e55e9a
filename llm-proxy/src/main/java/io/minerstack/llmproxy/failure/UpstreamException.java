package io.minerstack.llmproxy.failure;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An attempt at an upstream that gave no answer. The message is for our log alone: it contains
 * the server's reason, cut and without secrets.
 */
public class UpstreamException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final transient @Nullable Duration retryAfter;
    private final transient @Nullable UpstreamError error;
    private final transient ErrorWords words;
    private final transient @Nullable WrongSetting wrongSetting;
    private final boolean errorResponse;

    /** A failure without {@code Retry-After} and without an error object. */
    public UpstreamException(FailureKind kind, String message) {
        this(kind, message, null, null, ErrorWords.NONE, null);
    }

    UpstreamException(
            FailureKind kind,
            String message,
            @Nullable Duration retryAfter,
            @Nullable UpstreamError error,
            ErrorWords words,
            @Nullable WrongSetting wrongSetting) {
        this(kind, message, retryAfter, error, words, wrongSetting, false);
    }

    private UpstreamException(
            FailureKind kind,
            String message,
            @Nullable Duration retryAfter,
            @Nullable UpstreamError error,
            ErrorWords words,
            @Nullable WrongSetting wrongSetting,
            boolean errorResponse) {
        // without a stack trace: these are thrown for every failed attempt, and the kind says where
        super(message, null, false, false);
        this.kind = kind;
        this.retryAfter = retryAfter;
        this.error = error;
        this.words = words;
        this.wrongSetting = wrongSetting;
        this.errorResponse = errorResponse;
    }

    /**
     * The upstream did not accept the request.
     *
     * @param error the upstream's reason, which the caller may read
     */
    public static UpstreamException rejected(String message, UpstreamError error) {
        return rejected(message, error, ErrorWords.NONE);
    }

    /**
     * The upstream did not accept the request.
     *
     * @param words of the whole error body
     */
    public static UpstreamException rejected(String message, UpstreamError error, ErrorWords words) {
        return new UpstreamException(FailureKind.REJECTED, message, null, error, words, null);
    }

    /**
     * The upstream does not accept our configuration.
     *
     * @param setting the setting at fault, null if unknown
     */
    public static UpstreamException misconfigured(String message, @Nullable WrongSetting setting) {
        return misconfigured(message, setting, ErrorWords.NONE);
    }

    /**
     * The upstream does not accept our configuration, or may accept a smaller request.
     *
     * @param words of the error body, which tell what the upstream would accept
     */
    static UpstreamException misconfigured(String message, @Nullable WrongSetting setting, ErrorWords words) {
        return new UpstreamException(FailureKind.MISCONFIGURED, message, null, null, words, setting);
    }

    /**
     * A failure that passes with time.
     *
     * @param retryAfter how long the upstream asked us to wait, null where it did not say
     */
    public static UpstreamException temporary(FailureKind kind, String message, @Nullable Duration retryAfter) {
        return new UpstreamException(kind, message, retryAfter, null, ErrorWords.NONE, null);
    }

    /**
     * A failure that may be about a field of the request, although the server does not tell it as a refusal.
     *
     * @param words of the whole error body
     */
    static UpstreamException doubtful(FailureKind kind, String message, ErrorWords words) {
        return new UpstreamException(kind, message, null, null, words, null);
    }

    /**
     * No request was sent to the provider or upstream.
     *
     * @param retryAfter when the next request may be sent
     */
    public static UpstreamException circuitOpen(Duration retryAfter) {
        return new UpstreamException(FailureKind.CIRCUIT_OPEN, "circuit open", retryAfter, null, ErrorWords.NONE, null);
    }

    public FailureKind kind() {
        return kind;
    }

    /** How long to wait before the next request, null if unknown. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** The upstream's reason, only for {@link FailureKind#REJECTED}. */
    public @Nullable UpstreamError error() {
        return error;
    }

    /**
     * The words of the error body of a {@link FailureKind#REJECTED}, and of other failures whose words say that
     * something is not supported, or that a smaller answer would be accepted; else empty.
     */
    public ErrorWords words() {
        return words;
    }

    /** The setting at fault, only for {@link FailureKind#MISCONFIGURED}, null if unknown. */
    public @Nullable WrongSetting wrongSetting() {
        return wrongSetting;
    }

    /** Whether the upstream sent a whole response with a status of 400 or more in place of an answer. */
    public boolean isErrorResponse() {
        return errorResponse;
    }

    /** The same failure, told by a whole response with a status of 400 or more. */
    UpstreamException asErrorResponse() {
        return new UpstreamException(kind, String.valueOf(getMessage()), retryAfter, error, words, wrongSetting, true);
    }

    /** The same failure behind a part of the answer, which shows that request, key and model were not at fault. */
    public UpstreamException inMidAnswer() {
        boolean contradicted = kind == FailureKind.REJECTED
                || (kind == FailureKind.MISCONFIGURED && wrongSetting != WrongSetting.ACCOUNT);
        return contradicted && !isContextTooLong() && !isContentPolicy()
                ? new UpstreamException(FailureKind.INVALID_RESPONSE, String.valueOf(getMessage()))
                : this;
    }

    /** Whether a model with a longer context might accept the request. */
    public boolean isContextTooLong() {
        return error != null && error.isContextTooLong();
    }

    /** Whether the content policy of the model rejected the request. */
    public boolean isContentPolicy() {
        return error != null && error.isContentPolicy();
    }
}
