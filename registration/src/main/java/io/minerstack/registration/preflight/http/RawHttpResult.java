package io.minerstack.registration.preflight.http;

import java.time.Duration;

/**
 * How a {@link RawHttpExchange} ended.
 *
 * @param status of the first final response; 0 if there was none
 * @param problem whether the response {@linkplain MinerResponse#isProblem() states its reason}
 */
public record RawHttpResult(Ending ending, int status, boolean problem) {

    /** How the exchange ended. */
    public enum Ending {
        /** A complete response. */
        ANSWERED,
        /** The connection broke after the status and before the end of the response. */
        CUT_OFF,
        /** The server closed the connection without a response. */
        CLOSED,
        TIMED_OUT,
        NOT_CONNECTED,
        NOT_HTTP
    }

    static RawHttpResult answered(MinerResponse response) {
        return new RawHttpResult(Ending.ANSWERED, response.status(), response.isProblem());
    }

    static RawHttpResult cutOff(int status) {
        return new RawHttpResult(Ending.CUT_OFF, status, false);
    }

    static RawHttpResult withoutResponse(Ending ending) {
        return new RawHttpResult(ending, 0, false);
    }

    /** The result in plain words. */
    public String text(Duration timeout) {
        return switch (ending) {
            case ANSWERED -> String.valueOf(status);
            case CUT_OFF -> status + ", but the connection broke before the end of the answer";
            case CLOSED -> "the connection was closed without an answer";
            case TIMED_OUT -> "no answer within " + timeout.toSeconds() + " s";
            case NOT_CONNECTED -> "no connection";
            case NOT_HTTP -> "an answer that is not HTTP";
        };
    }
}
