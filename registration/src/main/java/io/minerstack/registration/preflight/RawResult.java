package io.minerstack.registration.preflight;

import java.time.Duration;

/**
 * How a {@link RawExchange} ended.
 *
 * @param status of the first answer that is not provisional; 0 when there was none
 */
record RawResult(Ending ending, int status) {

    /** The ways to end. */
    enum Ending {
        ANSWERED,
        /** By the server, without an answer. */
        CLOSED,
        TIMED_OUT,
        NOT_CONNECTED,
        NOT_HTTP
    }

    static RawResult answered(int status) {
        return new RawResult(Ending.ANSWERED, status);
    }

    static RawResult without(Ending ending) {
        return new RawResult(ending, 0);
    }

    /** In plain words. */
    String seen(Duration limit) {
        return switch (ending) {
            case ANSWERED -> String.valueOf(status);
            case CLOSED -> "the connection was closed without an answer";
            case TIMED_OUT -> "no answer within " + limit.toSeconds() + " s";
            case NOT_CONNECTED -> "no connection";
            case NOT_HTTP -> "an answer that is not HTTP";
        };
    }
}
