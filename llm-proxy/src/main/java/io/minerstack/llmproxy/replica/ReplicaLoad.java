package io.minerstack.llmproxy.replica;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one model server has to do, as seen by this proxy. Counted here and not read from the server: in a burst, a
 * figure of a second ago sends all requests to the same server.
 */
public class ReplicaLoad {

    private static final AtomicLong ASSIGNMENTS = new AtomicLong();

    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong unreadBytes = new AtomicLong();
    private volatile long lastAssignment;

    /**
     * A request is given to the server.
     *
     * @param newBytes of its prompt that the server has not in its cache
     */
    Assignment assign(long newBytes) {
        lastAssignment = ASSIGNMENTS.incrementAndGet();
        underWay.incrementAndGet();
        unreadBytes.addAndGet(newBytes);
        return new Assignment(newBytes);
    }

    /** Requests that were given to the server and have not ended, those in our own queue included. */
    int underWay() {
        return underWay.get();
    }

    /** Bytes of prompts that the server has still to read. */
    long unreadBytes() {
        return unreadBytes.get();
    }

    /** The number of the last request that was given to the server; all servers share one count. */
    long lastAssignment() {
        return lastAssignment;
    }

    /** One request at the server. */
    public final class Assignment {

        private final long newBytes;
        private final AtomicBoolean read = new AtomicBoolean();
        private final AtomicBoolean ended = new AtomicBoolean();

        private Assignment(long newBytes) {
            this.newBytes = newBytes;
        }

        /** A token has come: the server has read the prompt. */
        public void promptRead() {
            if (!read.get() && read.compareAndSet(false, true)) {
                unreadBytes.addAndGet(-newBytes);
            }
        }

        /** The request has ended, whatever its end was. */
        public void end() {
            promptRead();
            if (ended.compareAndSet(false, true)) {
                underWay.decrementAndGet();
            }
        }
    }
}
