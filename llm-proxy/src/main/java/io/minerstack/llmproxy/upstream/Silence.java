package io.minerstack.llmproxy.upstream;

import java.time.Duration;

/**
 * How long an upstream has sent nothing although it was asked, over all its exchanges. One exchange alone may be too
 * short to tell a slow upstream from a hung one.
 */
class Silence {

    private volatile boolean waiting;
    private volatile long since;

    /** A request is sent. Returns whether the upstream had answered all earlier ones. */
    boolean asked() {
        if (waiting) {
            return false;
        }
        since = System.nanoTime();
        waiting = true;
        return true;
    }

    /** The upstream sent a token or a response. */
    void heard() {
        if (waiting) {
            waiting = false;
        }
    }

    boolean isLongerThan(Duration time) {
        return waiting && System.nanoTime() - since >= time.toNanos();
    }
}
