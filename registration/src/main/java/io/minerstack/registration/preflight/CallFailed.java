package io.minerstack.registration.preflight;

import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** There was no answer; the message says in plain words why. */
final class CallFailed extends Exception {

    CallFailed(String why) {
        super(why, null, false, false);
    }

    static CallFailed of(Exception e, Duration limit) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        return new CallFailed(
                switch (cause) {
                    case HttpConnectTimeoutException timeout -> "no connection within " + limit.toSeconds() + " s";
                    case HttpTimeoutException timeout -> "no answer within " + limit.toSeconds() + " s";
                    case TimeoutException timeout -> "no answer within " + limit.toSeconds() + " s";
                    case ConnectException refused -> "connection refused";
                    case SSLException tls -> "TLS failed: " + Printable.of(String.valueOf(tls.getMessage()));
                    default -> "the connection broke: " + Printable.of(String.valueOf(cause.getMessage()));
                });
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
