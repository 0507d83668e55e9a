package io.minerstack.llmproxy.failure;

import io.minerstack.llmproxy.failure.UpstreamError;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why one attempt gave no answer. Its words are ours, except a refusal's reason, which the caller is meant to read. */
public class UpstreamException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong, as far as it matters for what to do next. */
    public enum Kind {
        /** The request itself is at fault: 400, 413, 422. */
        REFUSED(false),
        /** 429, or a 503 that says when to come back: it is at work, and takes no more just now. */
        RATE_LIMITED(false),
        /** Any other 5xx. */
        SERVER_ERROR(true),
        /** No connection, or it was reset before the response head. */
        UNREACHABLE(true),
        /** No response head in time. */
        SILENT(true),
        /** No token in time. */
        SLOW(true),
        /** The stream ended before its finish reason. */
        BROKEN(true),
        /** No further token in time. */
        STALLED(true),
        /** An answer that can't be used: not a stream of events, too large, an error in its middle. */
        UNUSABLE(true),
        /** Our credentials, address or model name are not accepted there, or our account is empty: nothing to retry. */
        MISCONFIGURED(true),
        /** Too many requests under way or waiting on our side. */
        CROWDED(false),
        /** Left alone: its breaker is open, or it asked for a pause. */
        LEFT_ALONE(false);

        private final boolean countsAgainstServer;

        Kind(boolean countsAgainstServer) {
            this.countsAgainstServer = countsAgainstServer;
        }

        boolean countsAgainstServer() {
            return countsAgainstServer;
        }

        /** As in metrics. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Kind kind;
    private final transient @Nullable Duration retryAfter;
    private final transient @Nullable UpstreamError refusal;

    UpstreamException(Kind kind, String message) {
        this(kind, message, null, null);
    }

    /** For a failure with all that is known of it. */
    public UpstreamException(Kind kind, String message, @Nullable Duration retryAfter, @Nullable UpstreamError refusal) {
        super(message, null, false, false);
        this.kind = kind;
        this.retryAfter = retryAfter;
        this.refusal = refusal;
    }

    /** For a provider that was not asked at all. */
    public static UpstreamException leftAlone(Duration retryAfter) {
        return new UpstreamException(Kind.LEFT_ALONE, "left alone for now", retryAfter, null);
    }

    public Kind kind() {
        return kind;
    }

    /** What {@code Retry-After} asked for. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** The reason of a {@link Kind#REFUSED}. */
    public @Nullable UpstreamError refusal() {
        return refusal;
    }
}
