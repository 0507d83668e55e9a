package io.minerstack.servicesupport.shutdown;

import java.time.Duration;
import java.util.function.IntSupplier;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** When, and for how long, a shutdown waits for work that goes on behind the responses. */
public final class ShutdownWait {

    /**
     * The phase to wait in: after those in which the server answers its last requests and closes its port, while the
     * clients of other servers and of the database still work.
     */
    public static final int PHASE = WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1024;

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final int PART_OF_TIMEOUT = 10;

    private ShutdownWait() {}

    /**
     * Nine tenths of {@code SHUTDOWN_TIMEOUT}: the context goes on without a bean after the time-out, and a line about
     * what is lost has to come before that.
     */
    public static Duration limit(LifecycleProperties lifecycle) {
        Duration timeout = lifecycle.getTimeoutPerShutdownPhase();
        return timeout.minus(timeout.dividedBy(PART_OF_TIMEOUT));
    }

    /** Emits true once nothing is pending, or false at the limit. */
    public static Mono<Boolean> untilDone(IntSupplier pending, Duration limit) {
        return Flux.interval(Duration.ZERO, LOOK)
                .filter(look -> pending.getAsInt() == 0)
                .next()
                .hasElement()
                .timeout(limit, Mono.just(false));
    }
}
