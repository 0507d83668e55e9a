package io.minerstack.agent.recall;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.hop.call.Call;
import io.minerstack.hop.call.Deadline;
import io.minerstack.hop.call.RequestId;
import io.minerstack.hop.call.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class RecallTests {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Turn TURN = new Turn("cid", "id", "user", "assistant");

    private final Clock clock = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
    private final List<Duration> waits = new ArrayList<>();
    private boolean down;
    private final Recall recall = new Recall(
            new WatchedMemory(),
            new RecallProperties(5, Duration.ofSeconds(2), Duration.ofMillis(1500)),
            new MemoryMetrics(new SimpleMeterRegistry()),
            clock);

    @Test
    void spendsOnlyASmallShareOfAShortDeadline() {
        read(Duration.ofSeconds(60));
        read(Duration.ofSeconds(2));

        assertThat(waits).containsExactly(Duration.ofSeconds(2), Duration.ofMillis(400));
    }

    @Test
    void losesItsPatienceWithAMemoryThatIsDownAndFindsItAgain() {
        down = true;
        for (int i = 0; i < 4; i++) {
            read(Duration.ofSeconds(60));
        }
        down = false;
        read(Duration.ofSeconds(60));
        read(Duration.ofSeconds(60));

        Duration full = Duration.ofSeconds(2);
        Duration brief = Duration.ofMillis(250);
        assertThat(waits).containsExactly(full, full, full, brief, brief, full);
    }

    @Test
    void reportsAFailureInsteadOfFailing() {
        down = true;

        StepVerifier.create(recall.store(TURN).contextWrite(call(SOON)::into))
                .expectNext(false)
                .expectComplete()
                .verify(SOON);
        StepVerifier.create(recall.before("cid", true, true).contextWrite(call(SOON)::into))
                .expectNext(Recollection.UNAVAILABLE)
                .expectComplete()
                .verify(SOON);
    }

    private void read(Duration budget) {
        StepVerifier.create(recall.before("cid", true, true).contextWrite(call(budget)::into))
                .expectNextCount(1)
                .expectComplete()
                .verify(SOON);
    }

    private Call call(Duration budget) {
        return new Call(new RequestId("r"), new Tenant("t"), Deadline.in(budget, clock), null);
    }

    /** Notes how long it may take, and is down when told so. */
    private final class WatchedMemory implements Memory {

        @Override
        public Mono<Recollection> recall(String cid, int messages, boolean playbook) {
            return Call.current().flatMap(call -> {
                waits.add(call.deadline().remaining(clock));
                return down
                        ? Mono.error(new MemoryUnavailable("down"))
                        : Mono.just(new Recollection(List.of(), List.of(), 0L, Recollection.State.AVAILABLE));
            });
        }

        @Override
        public Mono<Void> remember(Turn turn) {
            return down ? Mono.error(new MemoryUnavailable("down")) : Mono.empty();
        }

        @Override
        public Mono<Learned> apply(FeedbackBatch batch) {
            return Mono.error(new MemoryUnavailable("not asked"));
        }
    }
}
