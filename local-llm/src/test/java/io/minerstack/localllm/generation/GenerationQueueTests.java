package io.minerstack.localllm.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.localllm.engine.PromptMessage;
import io.minerstack.localllm.engine.PromptMessage.Role;
import io.minerstack.localllm.engine.SamplingParameters;
import io.minerstack.localllm.generation.GenerationEvent.FinishReason;
import io.minerstack.localllm.generation.GenerationEvent.Finished;
import io.minerstack.localllm.generation.GenerationEvent.Piece;
import io.minerstack.localllm.generation.GenerationEvent.Usage;
import io.minerstack.servicesupport.context.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class GenerationQueueTests {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private static final Deadline LATER = Deadline.in(Duration.ofMinutes(1), CLOCK);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Generations> opened = new ArrayList<>();

    @AfterEach
    void close() throws InterruptedException {
        for (Generations generations : opened) {
            generations.destroy();
        }
    }

    @Test
    void givesThePiecesAndThenTheUsage() {
        FakeEngine engine = new FakeEngine(1, "Hel", "lo");
        engine.mayGo.release(100);

        StepVerifier.create(generations(engine, 1).run(asking("four", null), LATER))
                .expectNext(new Piece("Hel"), new Piece("lo"))
                .expectNext(new Finished(FinishReason.STOP, new Usage(4, 2)))
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void answersTheNextRequestAfterTheEngineFailedBadly() {
        FakeEngine engine = new FakeEngine(1, "a");
        engine.mayGo.release(100);
        engine.doesNotFit.set(true);
        Generations generations = generations(engine, 1);

        StepVerifier.create(generations.run(asking("x", 1), LATER))
                .expectError(IllegalStateException.class)
                .verify(SOON);
        StepVerifier.create(generations.run(asking("x", 1), LATER))
                .expectNext(new Piece("a"))
                .expectNextCount(1)
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void saysWhenTheAnswerWasCutOff() {
        FakeEngine engine = new FakeEngine(1, "a", "b", "c");
        engine.mayGo.release(100);

        StepVerifier.create(generations(engine, 1).run(asking("x", 2), LATER))
                .expectNext(new Piece("a"), new Piece("b"))
                .expectNext(new Finished(FinishReason.LENGTH, new Usage(1, 2)))
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void doesNotCallAnAnswerCutOffThatEndedWithItsLastToken() {
        // the token that ends an answer shows nothing
        FakeEngine engine = new FakeEngine(1, "a", "");
        engine.mayGo.release(100);

        StepVerifier.create(generations(engine, 1).run(asking("x", 2), LATER))
                .expectNext(new Piece("a"))
                .expectNext(new Finished(FinishReason.STOP, new Usage(1, 2)))
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void holdsItsOwnLimitOfTokensWhateverIsAskedFor() {
        FakeEngine engine = new FakeEngine(1, "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
        engine.mayGo.release(100);

        StepVerifier.create(
                        generations(engine, 1).run(asking("x", 1_000), LATER).last())
                .expectNext(new Finished(FinishReason.LENGTH, new Usage(1, 10)))
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void refusesAPromptThatLeavesNoRoom() {
        FakeEngine engine = new FakeEngine(1, "a");
        engine.mayGo.release(100);

        StepVerifier.create(generations(engine, 1).run(asking("x".repeat(98), null), LATER))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(PromptTooLong.class, tooLong -> assertThat(tooLong.tokens())
                                .isEqualTo(98)))
                .verify(SOON);
        assertThat(engine.started).hasValue(0);
    }

    @Test
    void answersWithinWhatRoomThePromptLeaves() {
        FakeEngine engine = new FakeEngine(1, "a", "b", "c");
        engine.mayGo.release(100);

        StepVerifier.create(generations(engine, 1)
                        .run(asking("x".repeat(97), null), LATER)
                        .last())
                .expectNext(new Finished(FinishReason.LENGTH, new Usage(97, 1)))
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void runsNoMoreAtATimeThanTheEngineTakes() {
        FakeEngine engine = new FakeEngine(2, "a");
        Generations generations = generations(engine, 10);
        Flux<GenerationEvent> six = Flux.range(0, 6).flatMap(n -> generations.run(asking("x", null), LATER), 6);

        StepVerifier.create(six.filter(Finished.class::isInstance))
                .then(() -> await().atMost(SOON).untilAtomic(engine.running, org.hamcrest.Matchers.is(2)))
                .then(() -> engine.mayGo.release(100))
                .expectNextCount(6)
                .expectComplete()
                .verify(SOON);
        assertThat(engine.mostRunning).hasValue(2);
    }

    @Test
    void refusesWhatTheQueueDoesNotHold() {
        FakeEngine engine = new FakeEngine(1, "a");
        Generations generations = generations(engine, 1);
        generations.run(asking("x", null), LATER).subscribe();
        generations.run(asking("x", null), LATER).subscribe();

        StepVerifier.create(generations.run(asking("x", null), LATER))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(QueueFull.class, full -> assertThat(full.retryAfterSeconds())
                                .isBetween(1L, 60L)))
                .verify(SOON);
        assertThat(meters.counter("miner.local.llm.rejected").count()).isEqualTo(1);
        engine.mayGo.release(100);
    }

    @Test
    void refusesAtOnceWhoseTurnWillNotComeInTime() {
        FakeEngine engine = new FakeEngine(1, "a");
        Generations generations = generations(engine, 10);
        for (int i = 0; i < 4; i++) {
            generations.run(asking("x", null), LATER).subscribe();
        }
        await().atMost(SOON).untilAtomic(engine.started, org.hamcrest.Matchers.is(1));

        // four generations of two seconds each, which is what one is taken for before any has ended
        StepVerifier.create(generations.run(asking("x", null), Deadline.in(Duration.ofSeconds(5), CLOCK)))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(QueueFull.class, full -> assertThat(full.retryAfterSeconds())
                                .isEqualTo(3)))
                .verify(SOON);
        assertThat(meters.counter("miner.local.llm.rejected").count()).isEqualTo(1);
        assertThat(meters.get("miner.local.llm.queue.depth").gauge().value()).isEqualTo(3);

        StepVerifier.create(generations
                        .run(asking("x", null), Deadline.in(Duration.ofSeconds(9), CLOCK))
                        .last())
                .then(() -> engine.mayGo.release(100))
                .expectNextCount(1)
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void learnsHowLongAnAnswerTakesFromWholeAnswersOnly() {
        FakeEngine engine = new FakeEngine(1, "a");
        GenerationMetrics metrics = new GenerationMetrics(meters);
        Generations generations = generations(engine, 10, metrics);
        for (int i = 0; i < 20; i++) {
            // refused in no time
            StepVerifier.create(generations.run(asking("x".repeat(98), null), LATER))
                    .expectError(PromptTooLong.class)
                    .verify(SOON);
            // failed in no time
            StepVerifier.create(generations.run(
                            new GenerationRequest(List.of(), asking("x", null).sampling(), null), LATER))
                    .expectError(java.util.NoSuchElementException.class)
                    .verify(SOON);
        }
        await().atMost(SOON).until(() -> ended("refused") == 20 && ended("failed") == 20);
        metrics.generated(GenerationMetrics.Outcome.CANCELLED, 1);

        assertThat(metrics.timeFor(1, 1)).isEqualTo(Duration.ofSeconds(2));

        metrics.generated(GenerationMetrics.Outcome.STOP, Duration.ofSeconds(10).toNanos());
        assertThat(metrics.timeFor(1, 1)).isEqualTo(Duration.ofSeconds(3));
        metrics.generated(
                GenerationMetrics.Outcome.LENGTH, Duration.ofSeconds(11).toNanos());
        assertThat(metrics.timeFor(1, 1)).isEqualTo(Duration.ofSeconds(4));
    }

    private long ended(String outcome) {
        return meters.get("miner.local.llm.generation")
                .tag("outcome", outcome)
                .timer()
                .count();
    }

    @Test
    void startsWhateverTimeIsLeftWhileAWorkerIsFree() {
        FakeEngine engine = new FakeEngine(2, "a");
        Generations generations = generations(engine, 10);
        generations.run(asking("x", null), LATER).subscribe();

        StepVerifier.create(generations
                        .run(asking("x", null), Deadline.in(Duration.ofMillis(10), CLOCK))
                        .last())
                .then(() -> engine.mayGo.release(100))
                .expectNextCount(1)
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void freesThePlaceOfACallerThatLeftTheQueue() {
        FakeEngine engine = new FakeEngine(1, "a");
        Generations generations = generations(engine, 1);
        generations.run(asking("x", null), LATER).subscribe();
        await().atMost(SOON).untilAtomic(engine.started, org.hamcrest.Matchers.is(1));

        for (int i = 0; i < 50; i++) {
            generations.run(asking("x", null), LATER).subscribe().dispose();
        }
        assertThat(meters.get("miner.local.llm.queue.depth").gauge().value()).isZero();

        StepVerifier.create(generations.run(asking("x", null), LATER).last())
                .then(() -> engine.mayGo.release(100))
                .expectNextCount(1)
                .expectComplete()
                .verify(SOON);
        assertThat(engine.started).hasValue(2);
    }

    @Test
    void stopsTheEngineWhenTheCallerLeaves() {
        FakeEngine engine = new FakeEngine(1, "a", "b", "c", "d", "e");
        Generations generations = generations(engine, 1);
        List<GenerationEvent> seen = new ArrayList<>();
        Disposable caller = generations.run(asking("x", null), LATER).subscribe(seen::add);
        engine.mayGo.release(1);
        await().atMost(SOON).until(() -> seen.size() == 1);

        caller.dispose();
        engine.mayGo.release(1);

        await().atMost(SOON).untilAtomic(engine.closed, org.hamcrest.Matchers.is(1));
        // one token may have been on its way; the rest was never asked for
        assertThat(engine.mayGo.availablePermits()).isZero();
        await().atMost(SOON)
                .until(() -> meters.get("miner.local.llm.generation")
                                .tag("outcome", "cancelled")
                                .timer()
                                .count()
                        == 1);
    }

    @Test
    void goesOnAfterAnEngineFailure() {
        FakeEngine engine = new FakeEngine(1, "a");
        engine.mayGo.release(100);
        Generations generations = generations(engine, 1);

        StepVerifier.create(generations.run(
                        new GenerationRequest(List.of(), asking("x", null).sampling(), null), LATER))
                .expectError(java.util.NoSuchElementException.class)
                .verify(SOON);
        StepVerifier.create(generations.run(asking("x", null), LATER).last())
                .expectNextCount(1)
                .expectComplete()
                .verify(SOON);
    }

    private Generations generations(FakeEngine engine, int queue) {
        return generations(engine, queue, new GenerationMetrics(meters));
    }

    private Generations generations(FakeEngine engine, int queue, GenerationMetrics metrics) {
        Generations generations = new Generations(engine, new GenerationProperties(queue, 10), metrics, CLOCK);
        opened.add(generations);
        return generations;
    }

    private static GenerationRequest asking(String text, @Nullable Integer maxTokens) {
        return new GenerationRequest(
                List.of(new Message(Role.USER, text)), new Sampling(0, 1, 0, 0, null, List.of(), null), maxTokens);
    }
}
