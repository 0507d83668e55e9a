package io.minerstack.memory.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.memory.MutableClock;
import io.minerstack.memory.conversation.ConversationProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class RetentionSweepSchedulerTests {

    private final RetentionMetrics metrics = new RetentionMetrics(new SimpleMeterRegistry());
    private final RetentionProperties properties = new RetentionProperties(true, Duration.ofMinutes(10), 100);

    @Test
    void stopsAtTheFirstShortBatch() {
        Batches batches = new Batches(250);
        StepVerifier.create(sweep(batches).run()).expectComplete().verify(Duration.ofSeconds(5));
        assertThat(batches.calls.get()).isEqualTo(3);
        assertThat(metrics.messages.count()).isEqualTo(250);
    }

    @Test
    void endsEvenWhenThereIsNoEndOfOldMessages() {
        Batches batches = new Batches(Integer.MAX_VALUE);
        StepVerifier.create(sweep(batches).run()).expectComplete().verify(Duration.ofSeconds(5));
        assertThat(batches.calls.get()).isEqualTo(200);
    }

    @Test
    void sweepsAgainAfterItsIntervalAlsoWhenASweepFailed() {
        VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
        try {
            Batches batches = new Batches(-1);
            Sweeper sweeper = new Sweeper(sweep(batches), properties, metrics);
            sweeper.start();
            time.advanceTimeBy(Duration.ofSeconds(5));
            assertThat(metrics.failures.count()).isEqualTo(1);
            time.advanceTimeBy(Duration.ofMinutes(10));
            assertThat(metrics.failures.count()).isEqualTo(2);
            sweeper.destroy();
            time.advanceTimeBy(Duration.ofHours(1));
            assertThat(metrics.failures.count()).isEqualTo(2);
        } finally {
            VirtualTimeScheduler.reset();
        }
    }

    private Sweep sweep(Expiry expiry) {
        return new Sweep(
                expiry, new ConversationProperties(10, Duration.ofDays(7)), properties, metrics, new MutableClock());
    }

    /** So many old messages, or a failing database where negative. */
    private static final class Batches implements Expiry {

        private final AtomicInteger calls = new AtomicInteger();
        private int left;

        Batches(int messages) {
            left = messages;
        }

        @Override
        public Mono<Integer> messages(Instant cutoff, int batch) {
            calls.incrementAndGet();
            if (left < 0) {
                return Mono.error(new IllegalStateException("down"));
            }
            int deleted = Math.min(left, batch);
            left -= deleted;
            return Mono.just(deleted);
        }

        @Override
        public Mono<Integer> conversations(Instant cutoff, int batch) {
            return Mono.just(0);
        }
    }
}
