package io.minerstack.agent.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.context.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class TurnQueueTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration AMPLE = Duration.ofSeconds(60);
    private static final Clock CLOCK = Clock.systemUTC();

    private final List<String> stored = new ArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private boolean refuses;
    private boolean away;
    private Sinks.Empty<Void> gate = opened();
    private final MemoryClient memory = new MemoryClient(
            new FakeMemoryApi(),
            new MemoryProperties(5, Duration.ofSeconds(2), Duration.ofSeconds(20)),
            new MemoryMetrics(new SimpleMeterRegistry()),
            () -> away,
            CLOCK);
    private final TurnQueue queue = new TurnQueue(memory, () -> away, CLOCK, 1_000);

    @Test
    void promisesATurnThatIsStored() {
        StepVerifier.create(store("a", 1, AMPLE))
                .expectNext(true)
                .expectComplete()
                .verify(TIMEOUT);

        assertThat(stored).containsExactly("a1");
        assertThat(queue.pendingConversations()).isZero();
    }

    @Test
    void waitsTwoSecondsAtMostAndStoresBehindTheAnswerInOrder() {
        gate = Sinks.empty();

        StepVerifier.withVirtualTime(() -> store("a", 1, AMPLE))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(1_900))
                .thenAwait(Duration.ofMillis(200))
                .expectNext(false)
                .expectComplete()
                .verify(TIMEOUT);
        away = true;
        StepVerifier.create(store("a", 2, AMPLE))
                .expectNext(false)
                .expectComplete()
                .verify(TIMEOUT);
        assertThat(stored).isEmpty();

        gate.tryEmitEmpty();
        assertThat(stored).containsExactly("a1", "a2");
        assertThat(queue.pendingConversations()).isZero();
    }

    @Test
    void letsNoConversationWaitForAnother() {
        gate = Sinks.empty();
        away = true;
        store("a", 1, AMPLE).block(TIMEOUT);
        gate = opened();
        away = false;

        StepVerifier.create(store("b", 1, AMPLE))
                .expectNext(true)
                .expectComplete()
                .verify(TIMEOUT);
        assertThat(stored).containsExactly("b1");
    }

    @Test
    void doesNotWaitWhileTheMemoryIsAway() {
        away = true;

        StepVerifier.create(store("a", 1, AMPLE))
                .expectNext(false)
                .expectComplete()
                .verify(TIMEOUT);
        assertThat(stored).containsExactly("a1");
    }

    @Test
    void leavesTimeToReply() {
        gate = Sinks.empty();

        StepVerifier.withVirtualTime(() -> store("a", 1, Duration.ofMillis(1_200)))
                .thenAwait(Duration.ofMillis(950))
                .expectNext(false)
                .expectComplete()
                .verify(TIMEOUT);
    }

    @Test
    void triesAgainUntilTheDeadline() {
        // the memory client gives up after 20 s, which is before its tenth attempt
        failures.set(20);

        StepVerifier.withVirtualTime(() -> store("a", 1, AMPLE)
                        .then(Mono.delay(Duration.ofSeconds(70)))
                        .then(Mono.fromSupplier(() -> List.copyOf(stored))))
                .thenAwait(Duration.ofSeconds(80))
                .expectNext(List.of("a1"))
                .expectComplete()
                .verify(TIMEOUT);
    }

    @Test
    void givesUpWhereTheMemoryRefusesATurn() {
        refuses = true;

        StepVerifier.create(store("a", 1, AMPLE))
                .expectNext(false)
                .expectComplete()
                .verify(TIMEOUT);
        assertThat(queue.pendingConversations()).isZero();
    }

    @Test
    void rejectsATurnWhereTooManyWait() {
        gate = Sinks.empty();
        away = true;
        store("a", 1, AMPLE).block(TIMEOUT);
        store("a", 2, AMPLE, "x".repeat(2_000)).block(TIMEOUT);

        gate.tryEmitEmpty();
        assertThat(stored).containsExactly("a1");
        assertThat(store("a", 3, AMPLE).block(TIMEOUT)).isFalse();
        assertThat(stored).containsExactly("a1", "a3");
    }

    private Mono<Boolean> store(String cid, int number, Duration budget) {
        return store(cid, number, budget, "assistant");
    }

    private Mono<Boolean> store(String cid, int number, Duration budget, String text) {
        RequestContext context =
                new RequestContext(new RequestId("r"), new Tenant("t"), Deadline.in(budget, CLOCK), null);
        return queue.store(new Turn(cid, cid + number, "user", text, false)).contextWrite(context::into);
    }

    private static Sinks.Empty<Void> opened() {
        Sinks.Empty<Void> gate = Sinks.empty();
        gate.tryEmitEmpty();
        return gate;
    }

    private final class FakeMemoryApi implements MemoryApi {

        @Override
        public Mono<MemoryContext> readContext(String cid, int messages, boolean playbook) {
            return Mono.error(new MemoryUnavailableException("unused", false));
        }

        @Override
        public Mono<Void> storeTurn(Turn turn) {
            return Mono.defer(() -> {
                if (refuses) {
                    return Mono.error(new MemoryUnavailableException("status 400", false));
                }
                if (failures.getAndDecrement() > 0) {
                    return Mono.error(new MemoryUnavailableException("status 503", true));
                }
                return gate.asMono().doOnSuccess(done -> stored.add(turn.turnId()));
            });
        }

        @Override
        public Mono<FeedbackResult> submitFeedback(FeedbackSubmission submission) {
            return Mono.error(new MemoryUnavailableException("unused", false));
        }
    }
}
