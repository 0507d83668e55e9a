package io.minerstack.llmproxy.exchange;

import java.time.Duration;

/**
 * How long an upstream may take for each step. The caller's deadline bounds all steps.
 *
 * @param connect until the connection is established
 * @param headers from sending the request until the response headers
 * @param firstToken from sending the request until the first token
 * @param interToken between two tokens
 */
public record UpstreamTimeouts(Duration connect, Duration headers, Duration firstToken, Duration interToken) {

    /**
     * The time-outs of one attempt. Without an alternative only the time of the attempt, which ends a little before the
     * deadline, cuts: an earlier end would lose the answer and gain nothing.
     */
    UpstreamTimeouts with(FirstTokenTimeout attempt) {
        Duration time = attempt.time();
        return attempt.alternative()
                ? new UpstreamTimeouts(connect, shorter(headers, time), shorter(firstToken, time), interToken)
                : new UpstreamTimeouts(connect, time, time, time);
    }

    /** The time-outs of one attempt without a stream: the whole answer may take the time of a first token. */
    UpstreamTimeouts whole(FirstTokenTimeout attempt) {
        Duration time = attempt.time();
        return new UpstreamTimeouts(connect, time, time, attempt.alternative() ? interToken : time);
    }

    private static Duration shorter(Duration configured, Duration time) {
        return time.compareTo(configured) < 0 ? time : configured;
    }
}
