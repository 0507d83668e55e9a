package io.minerstack.agent.memory;

import io.minerstack.servicesupport.shutdown.ShutdownWait;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Lets the shutdown wait for the turns that are stored behind their answers, at most {@code SHUTDOWN_TIMEOUT}. Runs
 * when the server has answered its last request and the HTTP clients still work.
 */
@Component
class TurnQueueShutdown implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TurnQueueShutdown.class);

    private final TurnQueue queue;
    private final Duration limit;
    private volatile boolean running;

    @Autowired
    TurnQueueShutdown(TurnQueue queue, LifecycleProperties lifecycle) {
        this(queue, ShutdownWait.limit(lifecycle));
    }

    TurnQueueShutdown(TurnQueue queue, Duration limit) {
        this.queue = queue;
        this.limit = limit;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public void stop(Runnable callback) {
        running = false;
        ShutdownWait.untilDone(queue::pendingConversations, limit).subscribe(done -> {
            if (!done) {
                log.warn(
                        "shutdown: turns of {} conversations are not stored, because memory-service did not take them"
                                + " within {} ms",
                        queue.pendingConversations(),
                        limit.toMillis());
            }
            callback.run();
        });
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return ShutdownWait.PHASE;
    }
}
