package io.minerstack.registration.preflight.http;

import io.minerstack.registration.preflight.http.RawHttpExchange;
import java.time.Duration;

/**
 * How a {@link RawHttpExchange} ended.
 *
 * @param status of the first answer that is not provisional; 0 when there was none
 * @param problem whether the answer {@linkplain MinerResponse#isProblem() tells its reason}
 */
public record RawHttpResult(Ending ending, int status, boolean problem) {

    /** The ways to end. */
    public enum Ending {
        ANSWERED,
        /** By the server, after a status and before the end of the answer. */
        CUT_OFF,
        /** By the server, without an answer. */
        CLOSED,
        TIMED_OUT,
        NOT_CONNECTED,
        NOT_HTTP
    }

    public static RawHttpResult answered(MinerResponse reply) {
        return new RawHttpResult(Ending.ANSWERED, reply.status(), reply.isProblem());
    }

    public static RawHttpResult cutOff(int status) {
        return new RawHttpResult(Ending.CUT_OFF, status, false);
    }

    public static RawHttpResult without(Ending ending) {
        return new RawHttpResult(ending, 0, false);
    }

    /** In plain words. */
    public String seen(Duration limit) {
        return switch (ending) {
            case ANSWERED -> String.valueOf(status);
            case CUT_OFF -> status + ", but the connection broke before the end of the answer";
            case CLOSED -> "the connection was closed without an answer";
            case TIMED_OUT -> "no answer within " + limit.toSeconds() + " s";
            case NOT_CONNECTED -> "no connection";
            case NOT_HTTP -> "an answer that is not HTTP";
        };
    }
}
