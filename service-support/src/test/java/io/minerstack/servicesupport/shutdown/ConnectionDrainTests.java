package io.minerstack.servicesupport.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import reactor.test.scheduler.VirtualTimeScheduler;

class ConnectionDrainTests {

    @Test
    void theShutdownGoesOnAfterTheDelay() {
        VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
        try {
            ConnectionDrain drain = new ConnectionDrain(Duration.ofSeconds(5));
            AtomicBoolean over = new AtomicBoolean();
            drain.start();
            assertThat(drain.isDraining()).isFalse();

            drain.stop(() -> over.set(true));

            assertThat(drain.isDraining()).isTrue();
            time.advanceTimeBy(Duration.ofMillis(4999));
            assertThat(over).isFalse();
            time.advanceTimeBy(Duration.ofMillis(1));
            assertThat(over).isTrue();
        } finally {
            VirtualTimeScheduler.reset();
        }
    }

    @Test
    void withoutADelayTheShutdownGoesOnAtOnce() {
        ConnectionDrain drain = new ConnectionDrain(Duration.ZERO);
        AtomicBoolean over = new AtomicBoolean();

        drain.stop(() -> over.set(true));

        assertThat(over).isTrue();
        assertThat(drain.isDraining()).isTrue();
    }

    @Test
    void beginsBeforeTheServerRefusesConnections() {
        // phases of a shutdown go from the highest to the lowest
        assertThat(new ConnectionDrain(Duration.ZERO).getPhase())
                .isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
    }
}
