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

    /** The time-outs of one attempt. */
    UpstreamTimeouts with(FirstTokenTimeout attempt) {
        return new UpstreamTimeouts(connect, bound(headers, attempt), bound(firstToken, attempt), interToken);
    }

    /** The time-outs of one attempt without a stream: the whole answer may take the time of a first token. */
    UpstreamTimeouts whole(FirstTokenTimeout attempt) {
        return new UpstreamTimeouts(connect, attempt.time(), attempt.time(), interToken);
    }

    private static Duration bound(Duration configured, FirstTokenTimeout attempt) {
        boolean shorter = attempt.time().compareTo(configured) < 0;
        return shorter == attempt.alternative() ? attempt.time() : configured;
    }
}
