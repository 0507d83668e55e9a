package io.minerstack.llmproxy.upstream;

import java.time.Duration;

/** Speeds for tests of other packages. */
public final class SpeedSamples {

    private SpeedSamples() {}

    /** A server that sent the first token of so many answers after this time. */
    public static AnswerSpeed firstTokens(int answers, Duration time) {
        AnswerSpeed speed = new AnswerSpeed(1);
        for (int i = 0; i < answers; i++) {
            speed.firstToken(time);
        }
        return speed;
    }
}
