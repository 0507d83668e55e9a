package io.minerstack.agent.component;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Names one turn, or one batch of feedback, so that memory-service can tell a repeat of ours from a new one. Never the caller's
 * {@code X-Request-Id}: a client may send the same one with every call and ask the same thing twice, and both must be kept.
 */
public final class TurnId {

    private TurnId() {}

    /** A UUID that has not been there before. Unique, not secret: a secure one would block an event loop. */
    public static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
