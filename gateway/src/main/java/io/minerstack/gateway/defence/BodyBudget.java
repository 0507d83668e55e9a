package io.minerstack.gateway.defence;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * How many bytes of large bodies may be under way at once. The service behind holds each body whole, so that a few large ones
 * would cost it more memory than a thousand small ones.
 */
@Component
class BodyBudget {

    private final long most;
    private final AtomicLong underWay = new AtomicLong();

    BodyBudget(DefenceProperties properties) {
        this.most = properties.maxBodyBytesInFlight().toBytes();
    }

    /** The share of one request, of nothing yet. */
    Share share() {
        return new Share();
    }

    long underWay() {
        return underWay.get();
    }

    private boolean reserve(long bytes) {
        long before = underWay.getAndUpdate(now -> now + bytes > most ? now : now + bytes);
        return before + bytes <= most;
    }

    /** What one request has of the budget until it ends. */
    final class Share {

        private static final long ENDED = -1;

        private final AtomicLong held = new AtomicLong();

        /**
         * Reserves so many bytes more.
         *
         * @throws NoRoomForBody if there is no room for them; what is held already stays so until the end
         */
        void take(long bytes) {
            if (!reserve(bytes)) {
                throw new NoRoomForBody();
            }
            // a last piece may still arrive while the request is being ended
            if (held.getAndUpdate(now -> now == ENDED ? ENDED : now + bytes) == ENDED) {
                underWay.addAndGet(-bytes);
            }
        }

        void end() {
            long had = held.getAndSet(ENDED);
            if (had != ENDED) {
                underWay.addAndGet(-had);
            }
        }
    }
}
