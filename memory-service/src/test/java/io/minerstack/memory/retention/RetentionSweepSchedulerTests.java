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
    private final RetentionProperties properties =
            new RetentionProperties(true, Duration.ofMinutes(10), Duration.ofDays(90), 100);

    @Test
    void stopsAtTheFirstBatchThatIsNotFull() {
        ExpiredMessages expired = new ExpiredMessages(250);
        StepVerifier.create(sweep(expired).run()).expectComplete().verify(Duration.ofSeconds(5));
        assertThat(expired.calls.get()).isEqualTo(3);
        assertThat(metrics.messages.count()).isEqualTo(250);
    }

    @Test
    void runsAtMostTwoHundredBatches() {
        ExpiredMessages expired = new ExpiredMessages(Integer.MAX_VALUE);
        StepVerifier.create(sweep(expired).run()).expectComplete().verify(Duration.ofSeconds(5));
        assertThat(expired.calls.get()).isEqualTo(200);
    }

    @Test
    void sweepsAgainAfterTheIntervalEvenIfASweepFailed() {
        VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
        try {
            ExpiredMessages expired = new ExpiredMessages(-1);
            RetentionSweepScheduler scheduler = new RetentionSweepScheduler(sweep(expired), properties, metrics);
            scheduler.start();
            time.advanceTimeBy(Duration.ofSeconds(5));
            assertThat(metrics.failures.count()).isEqualTo(1);
            time.advanceTimeBy(Duration.ofMinutes(10));
            assertThat(metrics.failures.count()).isEqualTo(2);
            scheduler.destroy();
            time.advanceTimeBy(Duration.ofHours(1));
            assertThat(metrics.failures.count()).isEqualTo(2);
        } finally {
            VirtualTimeScheduler.reset();
        }
    }

    private RetentionSweep sweep(RetentionStore store) {
        return new RetentionSweep(
                store, new ConversationProperties(10, Duration.ofDays(7)), properties, metrics, new MutableClock());
    }

    /** Has the given number of expired messages; a negative number makes each call fail. */
    private static final class ExpiredMessages implements RetentionStore {

        private final AtomicInteger calls = new AtomicInteger();
        private int remaining;

        ExpiredMessages(int messages) {
            remaining = messages;
        }

        @Override
        public Mono<Integer> deleteMessages(Instant cutoff, int batchSize) {
            calls.incrementAndGet();
            if (remaining < 0) {
                return Mono.error(new IllegalStateException("down"));
            }
            int deleted = Math.min(remaining, batchSize);
            remaining -= deleted;
            return Mono.just(deleted);
        }

        @Override
        public Mono<Integer> deletePlaybookLog(Instant cutoff, int batchSize) {
            return Mono.just(0);
        }

        @Override
        public Mono<Integer> deleteConversations(Instant cutoff, int batchSize) {
            return Mono.just(0);
        }
    }
}
