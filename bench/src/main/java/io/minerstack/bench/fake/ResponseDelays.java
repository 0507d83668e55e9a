package io.minerstack.bench.fake;

import java.time.Duration;

/**
 * How fast the fake answers.
 *
 * @param beforeHeaders wait before the response head
 * @param beforeFirstToken wait between the head and the first token
 * @param gap wait between tokens; zero sends all of them in one piece
 */
record ResponseDelays(Duration beforeHeaders, Duration beforeFirstToken, Duration gap) {

    static final ResponseDelays AT_ONCE = new ResponseDelays(Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
