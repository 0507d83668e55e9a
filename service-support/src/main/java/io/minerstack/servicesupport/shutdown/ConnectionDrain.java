package io.minerstack.servicesupport.shutdown;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/**
 * The first step of a shutdown: from here on responses end their connections. The port stays open for a while, because
 * a caller learns only from a response that its connection is about to end. A connection that is closed while the
 * caller sends its next request loses that request.
 */
final class ConnectionDrain implements SmartLifecycle {

    private final Duration delay;
    private volatile boolean running;
    private volatile boolean draining;

    ConnectionDrain(Duration delay) {
        this.delay = delay;
    }

    boolean isDraining() {
        return draining;
    }

    @Override
    public void start() {
        running = true;
        draining = false;
    }

    @Override
    public void stop() {
        draining = true;
        running = false;
    }

    @Override
    public void stop(Runnable callback) {
        stop();
        if (delay.isZero()) {
            callback.run();
        } else {
            Mono.delay(delay).subscribe(over -> callback.run());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the server stops to accept connections, which is the phase of the graceful shutdown. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
