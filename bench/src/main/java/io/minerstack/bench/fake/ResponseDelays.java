package io.minerstack.bench.fake;

import java.time.Duration;

/**
 * The delays of one response.
 *
 * @param beforeHeaders delay before the response headers
 * @param beforeFirstToken delay between the response headers and the first token
 * @param gap delay between tokens; zero sends all tokens in one piece
 */
record ResponseDelays(Duration beforeHeaders, Duration beforeFirstToken, Duration gap) {

    static final ResponseDelays NONE = new ResponseDelays(Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
