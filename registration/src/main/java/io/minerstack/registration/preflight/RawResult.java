package io.minerstack.registration.preflight;

import java.time.Duration;

/**
 * How a {@link RawExchange} ended.
 *
 * @param status of the first answer that is not provisional; 0 when there was none
 * @param problem whether the answer {@linkplain Reply#isProblem() tells its reason}
 */
record RawResult(Ending ending, int status, boolean problem) {

    /** The ways to end. */
    enum Ending {
        ANSWERED,
        /** By the server, after a status and before the end of the answer. */
        CUT_OFF,
        /** By the server, without an answer. */
        CLOSED,
        TIMED_OUT,
        NOT_CONNECTED,
        NOT_HTTP
    }

    static RawResult answered(Reply reply) {
        return new RawResult(Ending.ANSWERED, reply.status(), reply.isProblem());
    }

    static RawResult cutOff(int status) {
        return new RawResult(Ending.CUT_OFF, status, false);
    }

    static RawResult without(Ending ending) {
        return new RawResult(ending, 0, false);
    }

    /** In plain words. */
    String seen(Duration limit) {
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
