package io.minerstack.agent.component;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ids of turns and of feedback submissions. memory-service takes a second request with the same id for a retry. The
 * caller's {@code X-Request-Id} cannot serve for that, because a client may send one id with many requests.
 */
public final class TurnId {

    private TurnId() {}

    /** A new UUID: unique, not secret. A secure random number could block the event loop. */
    public static String random() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
