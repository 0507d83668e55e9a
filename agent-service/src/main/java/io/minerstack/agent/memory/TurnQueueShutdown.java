package io.minerstack.agent.memory;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Lets the shutdown wait for the turns that are stored behind their answers, at most {@code SHUTDOWN_TIMEOUT}. Runs
 * when the server has answered its last request and the HTTP clients still work.
 */
@Component
class TurnQueueShutdown implements SmartLifecycle {

    /** After the phases in which the server answers its last requests and closes its port. */
    private static final int PHASE = WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1024;

    private static final Logger log = LoggerFactory.getLogger(TurnQueueShutdown.class);
    private static final Duration LOOK = Duration.ofMillis(20);
    // the context goes on without this bean after the time-out: the line below has to come before that
    private static final int PART_OF_TIMEOUT = 10;

    private final TurnQueue queue;
    private final Duration limit;
    private volatile boolean running;

    @Autowired
    TurnQueueShutdown(TurnQueue queue, LifecycleProperties lifecycle) {
        this(
                queue,
                lifecycle
                        .getTimeoutPerShutdownPhase()
                        .minus(lifecycle.getTimeoutPerShutdownPhase().dividedBy(PART_OF_TIMEOUT)));
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
        Mono<Boolean> stored = Flux.interval(Duration.ZERO, LOOK)
                .filter(look -> queue.pendingConversations() == 0)
                .next()
                .hasElement();
        stored.timeout(limit, Mono.just(false)).subscribe(done -> {
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
        return PHASE;
    }
}
