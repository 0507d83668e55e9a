package io.minerstack.gateway.limits;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * Counts the bytes of large bodies in flight and bounds their sum. agent-service keeps each body whole in memory, so a
 * few large bodies cost more memory than a thousand small ones.
 */
@Component
class InFlightBodyBytes {

    private final long limit;
    private final AtomicLong inFlight = new AtomicLong();

    InFlightBodyBytes(LimitsProperties properties) {
        this.limit = properties.maxBodyBytesInFlight().toBytes();
    }

    /** A reservation for one request, of zero bytes at first. */
    Reservation reservation() {
        return new Reservation();
    }

    long inFlight() {
        return inFlight.get();
    }

    private boolean reserve(long bytes) {
        long before = inFlight.getAndUpdate(now -> now + bytes > limit ? now : now + bytes);
        return before + bytes <= limit;
    }

    /** The bytes that one request has reserved. {@link #release} returns all of them, once. */
    final class Reservation {

        private static final long RELEASED = -1;

        private final AtomicLong reserved = new AtomicLong();

        /**
         * Reserves more bytes.
         *
         * @throws BodyCapacityException if the limit does not allow them; bytes reserved before stay reserved
         */
        void add(long bytes) {
            if (!reserve(bytes)) {
                throw new BodyCapacityException();
            }
            // a last piece of the body can arrive while another thread releases
            if (reserved.getAndUpdate(now -> now == RELEASED ? RELEASED : now + bytes) == RELEASED) {
                inFlight.addAndGet(-bytes);
            }
        }

        void release() {
            long bytes = reserved.getAndSet(RELEASED);
            if (bytes != RELEASED) {
                inFlight.addAndGet(-bytes);
            }
        }
    }
}
