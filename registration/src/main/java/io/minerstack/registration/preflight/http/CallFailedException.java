package io.minerstack.registration.preflight.http;

import io.minerstack.registration.preflight.report.TerminalSafeText;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** A call to the miner got no complete response. */
public final class CallFailedException extends Exception {

    private final boolean responseStarted;
    private final boolean timeout;

    private CallFailedException(String reason, boolean responseStarted, boolean timeout) {
        super(reason, null, false, false);
        this.responseStarted = responseStarted;
        this.timeout = timeout;
    }

    static CallFailedException interrupted() {
        return new CallFailedException("interrupted", false, false);
    }

    /** No response started. */
    static CallFailedException withoutResponse(Exception e, Duration timeout) {
        return new CallFailedException(reason(cause(e), timeout), false, isTimeout(cause(e)));
    }

    /**
     * A response started, but its body broke off, was too large or did not end in time.
     *
     * @param maxBody the maximum size of the body, in bytes
     */
    static CallFailedException duringResponse(Exception e, Duration timeout, int maxBody) {
        Throwable cause = cause(e);
        String reason = reason(cause, timeout);
        if (isTimeout(cause)) {
            reason = "an answer that does not end within " + timeout.toSeconds() + " s";
        } else if (reason.contains("exceeds")) {
            // the message of BodyHandlers.limiting
            reason = "an answer of over " + (maxBody >> 20) + " MiB";
        }
        return new CallFailedException(reason, true, isTimeout(cause));
    }

    /** A connect that takes too long is none: nobody may be there. */
    private static boolean isTimeout(Throwable cause) {
        return cause instanceof TimeoutException
                || (cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException));
    }

    private static Throwable cause(Exception e) {
        return e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    }

    private static String reason(Throwable cause, Duration timeout) {
        return switch (cause) {
            case HttpConnectTimeoutException _ -> "no connection within " + timeout.toSeconds() + " s";
            case HttpTimeoutException _ -> "no answer within " + timeout.toSeconds() + " s";
            case TimeoutException _ -> "no answer within " + timeout.toSeconds() + " s";
            case ConnectException _ -> "connection refused";
            case SSLException _ -> "TLS failed: " + TerminalSafeText.of(String.valueOf(cause.getMessage()));
            default -> "the connection broke: " + TerminalSafeText.of(String.valueOf(cause.getMessage()));
        };
    }

    /** Whether a server answered at all. */
    public boolean responseStarted() {
        return responseStarted;
    }

    /** Whether the server was reached and took too long. */
    public boolean isTimeout() {
        return timeout;
    }

    /** The reason in plain words, safe for a terminal. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
