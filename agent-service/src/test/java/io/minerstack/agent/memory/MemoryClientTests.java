package io.minerstack.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.context.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class MemoryClientTests {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Turn TURN = new Turn("cid", "id", "user", "assistant");

    private static final Duration FULL = Duration.ofSeconds(2);
    private static final Duration BRIEF = Duration.ofMillis(250);
    private static final Duration SLOW = Duration.ofMillis(300);

    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private final List<Duration> waits = new ArrayList<>();
    private boolean down;
    private boolean restarts;
    private Duration retryAfter = Duration.ZERO;
    private Duration takes = Duration.ZERO;
    private final MemoryClient recall = new MemoryClient(
            new WatchedMemory(),
            new MemoryProperties(5, Duration.ofSeconds(2), Duration.ofMillis(1500)),
            new MemoryMetrics(new SimpleMeterRegistry()),
            clock);

    @Test
    void spendsOnlyASmallShareOfAShortDeadline() {
        read(LONG);
        read(Duration.ofSeconds(2));

        assertThat(waits).containsExactly(Duration.ofSeconds(2), Duration.ofMillis(400));
    }

    @Test
    void losesItsPatienceWithAMemoryThatIsDownAndFindsItAgain() {
        down = true;
        for (int i = 0; i < 4; i++) {
            read(LONG);
        }
        down = false;
        read(LONG);
        read(LONG);

        assertThat(waits).containsExactly(FULL, FULL, FULL, BRIEF, BRIEF, FULL);
    }

    @Test
    void findsItsPatienceAgainWithAMemoryThatIsSlowButWorks() {
        outage();
        takes = SLOW;

        assertThat(read(LONG)).isEqualTo(MemoryContext.State.UNAVAILABLE);
        now = now.plusSeconds(5);
        assertThat(read(LONG)).isEqualTo(MemoryContext.State.AVAILABLE);
        assertThat(read(LONG)).isEqualTo(MemoryContext.State.AVAILABLE);
        assertThat(waits.subList(3, 6)).containsExactly(BRIEF, FULL, FULL);
    }

    @Test
    void asksOnlyOneInAWhileToWaitForAMemoryThatStaysDown() {
        outage();
        down = true;
        for (int second = 1; second <= 11; second++) {
            now = now.plusSeconds(1);
            read(LONG);
            read(LONG);
        }

        assertThat(waits.subList(3, waits.size())).hasSize(22);
        assertThat(waits.subList(3, waits.size()).stream().filter(FULL::equals)).hasSize(2);
    }

    @Test
    void doesNotCountBriefReadsThatFailAfterTheMemoryCameBack() {
        outage();
        takes = SLOW;
        List<Mono<MemoryContext.State>> brief = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            brief.add(reading(LONG).cache());
            brief.getLast().subscribe();
        }
        takes = Duration.ZERO;
        assertThat(read(LONG)).isEqualTo(MemoryContext.State.AVAILABLE);

        brief.forEach(one -> StepVerifier.create(one)
                .expectNext(MemoryContext.State.UNAVAILABLE)
                .expectComplete()
                .verify(SOON));
        read(LONG);
        assertThat(waits.getLast()).isEqualTo(FULL);
    }

    @Test
    void givesWritesTheirWholeTimeInAnOutageToo() {
        outage();
        takes = SLOW;

        StepVerifier.create(recall.store(TURN).contextWrite(call(SOON)::into))
                .expectNext(true)
                .expectComplete()
                .verify(SOON);
        assertThat(waits.getLast()).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void storesATurnInAMemoryThatRestartsMeanwhile() {
        down = true;
        restarts = true;

        StepVerifier.create(recall.store(TURN).contextWrite(call(SOON)::into))
                .then(() -> down = false)
                .expectNext(true)
                .expectComplete()
                .verify(SOON);
        assertThat(waits.size()).isGreaterThan(1);
    }

    @Test
    void asksAMemoryThatStaysAwayLessAndLessOften() {
        down = true;
        restarts = true;
        MemoryClient patient = new MemoryClient(
                new WatchedMemory(),
                new MemoryProperties(5, Duration.ofSeconds(2), Duration.ofSeconds(10)),
                new MemoryMetrics(new SimpleMeterRegistry()),
                clock);

        StepVerifier.withVirtualTime(() -> patient.store(TURN).contextWrite(call(LONG)::into))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(9_900))
                .thenAwait(Duration.ofSeconds(1))
                .expectNext(false)
                .expectComplete()
                .verify(SOON);

        // every 200 ms that would be 50
        assertThat(waits).hasSizeBetween(7, 10);
    }

    @Test
    void waitsAsLongAsTheMemoryAsksFor() {
        down = true;
        restarts = true;
        retryAfter = Duration.ofSeconds(4);
        MemoryClient patient = new MemoryClient(
                new WatchedMemory(),
                new MemoryProperties(5, Duration.ofSeconds(2), Duration.ofSeconds(10)),
                new MemoryMetrics(new SimpleMeterRegistry()),
                clock);

        StepVerifier.withVirtualTime(() -> patient.store(TURN).contextWrite(call(LONG)::into))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(3_900))
                .then(() -> assertThat(waits).hasSize(1))
                .then(() -> down = false)
                .thenAwait(Duration.ofMillis(600))
                .expectNext(true)
                .expectComplete()
                .verify(SOON);
        assertThat(waits).hasSize(2);
    }

    @Test
    void asksOnceMoreWhereTheMemoryAsksForMoreTimeThanThereIs() {
        down = true;
        restarts = true;
        retryAfter = Duration.ofSeconds(30);

        StepVerifier.withVirtualTime(() -> recall.store(TURN).contextWrite(call(LONG)::into))
                .then(() -> down = false)
                .thenAwait(Duration.ofMillis(1_400))
                .expectNext(true)
                .expectComplete()
                .verify(SOON);
        assertThat(waits).hasSize(2);
    }

    @Test
    void neverSpendsTheLastMomentOfAReplyOnStoring() {
        StepVerifier.create(recall.store(TURN).contextWrite(call(Duration.ofSeconds(1))::into))
                .expectNext(true)
                .expectComplete()
                .verify(SOON);

        assertThat(waits.getLast()).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void reportsAFailureInsteadOfFailing() {
        down = true;

        StepVerifier.create(recall.store(TURN).contextWrite(call(SOON)::into))
                .expectNext(false)
                .expectComplete()
                .verify(SOON);
        StepVerifier.create(recall.before("cid", true, true).contextWrite(call(SOON)::into))
                .expectNext(MemoryContext.UNAVAILABLE)
                .expectComplete()
                .verify(SOON);
    }

    /** Three reads that fail. */
    private void outage() {
        down = true;
        for (int i = 0; i < 3; i++) {
            read(LONG);
        }
        down = false;
    }

    private MemoryContext.State read(Duration budget) {
        return Objects.requireNonNull(reading(budget).block(SOON));
    }

    private Mono<MemoryContext.State> reading(Duration budget) {
        return recall.before("cid", true, true).map(MemoryContext::state).contextWrite(call(budget)::into);
    }

    private RequestContext call(Duration budget) {
        return new RequestContext(new RequestId("r"), new Tenant("t"), Deadline.in(budget, clock), null);
    }

    /** Notes how long it may take, and is down when told so. */
    private final class WatchedMemory implements MemoryApi {

        @Override
        public Mono<MemoryContext> recall(String cid, int messages, boolean playbook) {
            return RequestContext.current().flatMap(call -> {
                waits.add(call.deadline().remaining(clock));
                return down
                        ? Mono.error(new MemoryUnavailableException("down", restarts, retryAfter))
                        : Mono.just(new MemoryContext(List.of(), List.of(), 0L, MemoryContext.State.AVAILABLE))
                                .delayElement(takes);
            });
        }

        @Override
        public Mono<Void> remember(Turn turn) {
            return RequestContext.current().flatMap(call -> {
                waits.add(call.deadline().remaining(clock));
                return down
                        ? Mono.error(new MemoryUnavailableException("down", restarts, retryAfter))
                        : Mono.delay(takes).then();
            });
        }

        @Override
        public Mono<FeedbackResult> apply(FeedbackSubmission batch) {
            return Mono.error(new MemoryUnavailableException("not asked", false));
        }
    }
}
