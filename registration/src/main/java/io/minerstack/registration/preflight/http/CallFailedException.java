package io.minerstack.registration.preflight.http;

import io.minerstack.registration.preflight.report.TerminalSafeText;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** There was no answer; the message says in plain words why. */
public final class CallFailedException extends Exception {

    private final boolean begun;

    public CallFailedException(String why) {
        this(why, false);
    }

    private CallFailedException(String why, boolean begun) {
        super(why, null, false, false);
        this.begun = begun;
    }

    /**
     * Of an answer that has begun, and then went on for too long or broke off.
     *
     * @param maxBody the most that is read of it, in bytes
     */
    public static CallFailedException within(Exception e, Duration limit, int maxBody) {
        CallFailedException failed = of(e, limit);
        String why = e instanceof TimeoutException || isTimeout(e.getCause())
                ? "an answer that does not end within " + limit.toSeconds() + " s"
                : failed.why().contains("exceeds") ? "an answer of over " + (maxBody >> 20) + " MiB" : failed.why();
        return new CallFailedException(why, true);
    }

    private static boolean isTimeout(@Nullable Throwable cause) {
        return cause instanceof HttpTimeoutException;
    }

    public static CallFailedException of(Exception e, Duration limit) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        return new CallFailedException(
                switch (cause) {
                    case HttpConnectTimeoutException timeout -> "no connection within " + limit.toSeconds() + " s";
                    case HttpTimeoutException timeout -> "no answer within " + limit.toSeconds() + " s";
                    case TimeoutException timeout -> "no answer within " + limit.toSeconds() + " s";
                    case ConnectException refused -> "connection refused";
                    case SSLException tls -> "TLS failed: " + TerminalSafeText.of(String.valueOf(tls.getMessage()));
                    default -> "the connection broke: " + TerminalSafeText.of(String.valueOf(cause.getMessage()));
                });
    }

    /** Whether somebody answered at all. */
    public boolean hasBegun() {
        return begun;
    }

    public String why() {
        return String.valueOf(getMessage());
    }
}
