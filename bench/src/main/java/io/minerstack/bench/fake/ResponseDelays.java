package io.minerstack.bench.fake;

import java.time.Duration;

/**
 * The delays of one response.
 *
 * @param beforeHeaders delay before the response headers
 * @param beforeFirstToken delay between the response headers and the first token
 * @param gap delay between tokens
 * @param inOneWrite all tokens are written at once; only without a gap
 */
record ResponseDelays(Duration beforeHeaders, Duration beforeFirstToken, Duration gap, boolean inOneWrite) {

    static final ResponseDelays NONE = new ResponseDelays(Duration.ZERO, Duration.ZERO, Duration.ZERO, true);

    ResponseDelays withBeforeHeaders(Duration wait) {
        return new ResponseDelays(wait, beforeFirstToken, gap, inOneWrite);
    }

    ResponseDelays withBeforeFirstToken(Duration wait) {
        return new ResponseDelays(beforeHeaders, wait, gap, inOneWrite);
    }

    /** A gap of zero writes each token for itself, without delay. */
    ResponseDelays withGap(Duration wait) {
        return new ResponseDelays(beforeHeaders, beforeFirstToken, wait, false);
    }
}
