package io.minerstack.localllm.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.localllm.engine.PromptMessage;
import io.minerstack.localllm.engine.PromptMessage.Role;
import io.minerstack.localllm.engine.SamplingParameters;
import io.minerstack.localllm.generation.GenerationEvent.FinishReason;
import io.minerstack.localllm.generation.GenerationEvent.Finished;
import io.minerstack.localllm.generation.GenerationEvent.TextDelta;
import io.minerstack.localllm.generation.GenerationEvent.TokenCounts;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class GenerationQueueTests {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private static final RequestContext LATER = within(Duration.ofMinutes(1));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DurationEstimator estimator = new DurationEstimator();
    private final List<GenerationQueue> opened = new ArrayList<>();

    @AfterEach
    void close() throws InterruptedException {
        for (GenerationQueue queue : opened) {
            queue.destroy();
        }
    }

    @Test
    void emitsTextAndThenTheTokenCounts() {
        FakeInferenceEngine engine = new FakeInferenceEngine(1, "Hel", "lo");
        engine.permits.release(100);

        StepVerifier.create(queue(engine, 1).generate(request("four", null), LATER))
                .expectNext(new TextDelta("Hel"), new TextDelta("lo"))
                .expectNext(new Finished(FinishReason.STOP, new TokenCounts(4, 2)))
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void logsAFailureOfTheEngineWithTheIdOfItsRequest() {
        FakeInferenceEngine engine = new FakeInferenceEngine(1, "a");
        engine.permits.release(100);
        engine.failsToLink.set(true);
        List<@Nullable String> requestIds = new CopyOnWriteArrayList<>();
        Logger logger = (Logger) LoggerFactory.getLogger(GenerationTask.class);
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                requestIds.add(event.getMDCPropertyMap().get("request_id"));
            }
        };
        appender.setContext(logger.getLoggerContext());
        appender.start();
        logger.addAppender(appender);
        try {
            StepVerifier.create(queue(engine, 1).generate(request("x", 1), LATER))
                    .expectError(IllegalStateException.class)
                    .verify(SOON);
        } finally {
            logger.detachAppender(appender);
        }

        assertThat(requestIds).containsExactly("r-1");
    }

    @Test
    void answersTheNextRequestAfterTheEngineThrewAnError() {
        FakeInferenceEngine engine = new FakeInferenceEngine(1, "a");
        engine.permits.release(100);
        engine.failsToLink.set(true);
        GenerationQueue queue = queue(engine, 1);

        StepVerifier.create(queue.generate(request("x", 1), LATER))
                .expectError(IllegalStateException.class)
                .verify(SOON);
        StepVerifier.create(queue.generate(request("x", 1), LATER))
                .expectNext(new TextDelta("a"))
                .expectNextCount(1)
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void finishesWithLengthWhenTheLimitCutsTheAnswerOff() {
        FakeInferenceEngine engine = new FakeInferenceEngine(1, "a", "b", "c");
        engine.permits.release(100);

        StepVerifier.create(queue(engine, 1).generate(request("x", 2), LATER))
                .expectNext(new TextDelta("a"), new TextDelta("b"))
                .expectNext(new Finished(FinishReason.LENGTH, new TokenCounts(1, 2)))
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void finishesWithStopWhenTheLastAllowedTokenEndsTheAnswer() {
        // the token that ends an answer has no text
        FakeInferenceEngine engine = new FakeInferenceEngine(1, "a", "");
        engine.permits.release(100);

        StepVerifier.create(queue(engine, 1).generate(request("x", 2), LATER))
                .expectNext(new TextDelta("a"))
                .expectNext(new Finished(FinishReason.STOP, new TokenCounts(1, 2)))
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void appliesTheServersTokenLimitToAHigherRequest() {
        FakeInferenceEngine engine =
                new FakeInferenceEngine(1, "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
        engine.permits.release(100);

        StepVerifier.create(
                        queue(engine, 1).generate(request("x", 1_000), LATER).last())
                .expectNext(new Finished(FinishReason.LENGTH, new TokenCounts(1, 10)))
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void rejectsAPromptThatFillsTheContext() {
        FakeInferenceEngine engine = new FakeInferenceEngine(1, "a");
        engine.permits.release(100);

        StepVerifier.create(queue(engine, 1).generate(request("x".repeat(98), null), LATER))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                PromptTooLongException.class,
                                exception -> assertThat(exception.tokens()).isEqualTo(98)))
                .verify(SOON);
        assertThat(engine.started).hasValue(0);
    }

    @Test
    void limitsTheAnswerToTheTokensThatThePromptLeaves() {
        FakeInferenceEngine engine = new FakeInferenceEngine(1, "a", "b", "c");
        engine.permits.release(100);

        StepVerifier.create(queue(engine, 1)
                        .generate(request("x".repeat(97), null), LATER)
                        .last())
                .expectNext(new Finished(FinishReason.LENGTH, new TokenCounts(97, 1)))
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void runsAtMostAsManyGenerationsAsTheEngineAllows() {
        FakeInferenceEngine engine = new FakeInferenceEngine(2, "a");
        GenerationQueue queue = queue(engine, 10);
        Flux<GenerationEvent> six = Flux.range(0, 6).flatMap(n -> queue.generate(request("x", null), LATER), 6);

        StepVerifier.create(six.filter(Finished.class::isInstance))
                .then(() -> await().atMost(SOON).untilAtomic(engine.running, is(2)))
                .then(() -> engine.permits.release(100))
                .expectNextCount(6)
                .expectComplete()
                .verify(SOON);
        assertThat(engine.mostRunning).hasValue(2);
    }

    @Test
    void rejectsARequestWhenTheQueueIsFull() {
        FakeInferenceEngine engine = new FakeInferenceEngine(1, "a");
        GenerationQueue queue = queue(engine, 1);
        queue.generate(request("x", null), LATER).subscribe();
        queue.generate(request("x", null), LATER).subscribe();

        StepVerifier.create(queue.generate(request("x", null), LATER))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                QueueFullException.class, exception -> assertThat(exception.retryAfterSeconds())
                                        .isBetween(1L, 60L)))
                .verify(SOON);
        assertThat(meters.counter("miner.local.llm.rejected").count()).isEqualTo(1);
        engine.permits.release(100);
    }

    @Test
    void rejectsARequestAtOnceWhenTheEstimatedWaitExceedsItsDeadline() {
        FakeInferenceEngine engine = new FakeInferenceEngine(1, "a");
        GenerationQueue queue = queue(engine, 10);
        for (int i = 0; i < 4; i++) {
            queue.generate(request("x", null), LATER).subscribe();
        }
        await().atMost(SOON).untilAtomic(engine.started, is(1));

        // wait = 4 generations * 2 s, the initial average
        StepVerifier.create(queue.generate(request("x", null), within(Duration.ofSeconds(5))))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                DeadlineTooShortException.class, exception -> assertThat(exception.retryAfterSeconds())
                                        .isEqualTo(3)))
                .verify(SOON);
        assertThat(meters.counter("miner.local.llm.rejected").count()).isEqualTo(1);
        assertThat(meters.get("miner.local.llm.queue.depth").gauge().value()).isEqualTo(3);

        StepVerifier.create(queue.generate(request("x", null), within(Duration.ofSeconds(9)))
                        .last())
                .then(() -> engine.permits.release(100))
                .expectNextCount(1)
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void learnsNothingFromRefusedAndFailedGenerations() {
        FakeInferenceEngine engine = new FakeInferenceEngine(1, "a");
        GenerationQueue queue = queue(engine, 10);
        for (int i = 0; i < 20; i++) {
            // rejected immediately
            StepVerifier.create(queue.generate(request("x".repeat(98), null), LATER))
                    .expectError(PromptTooLongException.class)
                    .verify(SOON);
            // failed immediately
            StepVerifier.create(queue.generate(
                            new GenerationRequest(List.of(), request("x", null).sampling(), null), LATER))
                    .expectError(NoSuchElementException.class)
                    .verify(SOON);
        }
        await().atMost(SOON).until(() -> ended("refused") == 20 && ended("failed") == 20);

        assertThat(estimator.answers(1)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void stopsReadingThePromptWhenTheCallerCancels() {
        FakeInferenceEngine engine = new FakeInferenceEngine(1, "a");
        engine.promptPermits.drainPermits();
        engine.permits.release(100);
        GenerationQueue queue = queue(engine, 1);
        Disposable caller = queue.generate(request("x".repeat(50), null), LATER).subscribe();
        await().atMost(SOON).untilAtomic(engine.started, is(1));
        engine.promptPermits.release(3);

        caller.dispose();
        engine.promptPermits.release(1);

        await().atMost(SOON).untilAtomic(engine.closed, is(1));
        await().atMost(SOON).until(() -> ended("cancelled") == 1);
        // the prompt of the next request is read at once
        engine.promptPermits.release(1);
        StepVerifier.create(queue.generate(request("x", null), LATER).last())
                .expectNextCount(1)
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void refusesAPromptThatCanNotBeReadBeforeTheDeadline() {
        FakeInferenceEngine engine = new FakeInferenceEngine(1, "a");
        engine.promptPermits.drainPermits();
        RequestContext soon = within(Duration.ofMillis(1));
        Thread permits = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 10; i++) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
                engine.promptPermits.release();
            }
        });

        // 46 parts of 5 ms are left after 4 parts
        StepVerifier.create(queue(engine, 1).generate(request("x".repeat(50), null), soon))
                .expectError(DeadlineTooShortException.class)
                .verify(SOON);
        assertThat(meters.counter("miner.local.llm.rejected").count()).isEqualTo(1);
        permits.interrupt();
    }

    @Test
    void countsTheReadingOfPromptsInTheEstimatedWait() {
        FakeInferenceEngine engine = new FakeInferenceEngine(1, "a");
        estimator.learnPrompt(1_000, Duration.ofSeconds(4_000).toNanos());
        GenerationQueue queue = queue(engine, 10);
        // one second for each character: (1 ms + 3 * 1 ms + 4 s) / 4
        queue.generate(request("x".repeat(20), null), LATER).subscribe();
        await().atMost(SOON).untilAtomic(engine.started, is(1));

        // wait = 2 s for the answer + 20 s for the first prompt + 10 s for the own prompt
        StepVerifier.create(queue.generate(request("x".repeat(10), null), within(Duration.ofSeconds(30))))
                .expectErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                DeadlineTooShortException.class, exception -> assertThat(exception.retryAfterSeconds())
                                        .isEqualTo(2)))
                .verify(SOON);
        StepVerifier.create(queue.generate(request("x".repeat(10), null), within(Duration.ofSeconds(33)))
                        .last())
                .then(() -> engine.permits.release(100))
                .expectNextCount(1)
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void doesNotCountACancelledRequestInTheEstimatedWait() {
        FakeInferenceEngine engine = new FakeInferenceEngine(1, "a");
        engine.promptPermits.drainPermits();
        engine.permits.release(100);
        GenerationQueue queue = queue(engine, 10);
        Disposable caller = queue.generate(request("x".repeat(50), null), LATER).subscribe();
        await().atMost(SOON).untilAtomic(engine.started, is(1));

        caller.dispose();

        // the engine still reads the first part; a whole answer would take 2 s
        StepVerifier.create(queue.generate(request("x", null), within(Duration.ofSeconds(1)))
                        .last())
                .then(() -> engine.promptPermits.release(100))
                .expectNextCount(1)
                .expectComplete()
                .verify(SOON);
    }

    private long ended(String outcome) {
        return meters.get("miner.local.llm.generation")
                .tag("outcome", outcome)
                .timer()
                .count();
    }

    @Test
    void acceptsARequestWithLittleTimeLeftWhileAWorkerIsFree() {
        FakeInferenceEngine engine = new FakeInferenceEngine(2, "a");
        GenerationQueue queue = queue(engine, 10);
        queue.generate(request("x", null), LATER).subscribe();

        StepVerifier.create(queue.generate(request("x", null), within(Duration.ofMillis(10)))
                        .last())
                .then(() -> engine.permits.release(100))
                .expectNextCount(1)
                .expectComplete()
                .verify(SOON);
    }

    @Test
    void freesTheQueuePlaceOfACancelledRequest() {
        FakeInferenceEngine engine = new FakeInferenceEngine(1, "a");
        GenerationQueue queue = queue(engine, 1);
        queue.generate(request("x", null), LATER).subscribe();
        await().atMost(SOON).untilAtomic(engine.started, is(1));

        for (int i = 0; i < 50; i++) {
            queue.generate(request("x", null), LATER).subscribe().dispose();
        }
        assertThat(meters.get("miner.local.llm.queue.depth").gauge().value()).isZero();

        StepVerifier.create(queue.generate(request("x", null), LATER).last())
                .then(() -> engine.permits.release(100))
                .expectNextCount(1)
                .expectComplete()
                .verify(SOON);
        assertThat(engine.started).hasValue(2);
    }

    @Test
    void stopsTheGenerationWhenTheCallerCancels() {
        FakeInferenceEngine engine = new FakeInferenceEngine(1, "a", "b", "c", "d", "e");
        GenerationQueue queue = queue(engine, 1);
        List<GenerationEvent> seen = new ArrayList<>();
        Disposable caller = queue.generate(request("x", null), LATER).subscribe(seen::add);
        engine.permits.release(1);
        await().atMost(SOON).until(() -> seen.size() == 1);

        caller.dispose();
        engine.permits.release(1);

        await().atMost(SOON).untilAtomic(engine.closed, is(1));
        // at most one more token was generated after the cancellation
        assertThat(engine.permits.availablePermits()).isZero();
        await().atMost(SOON)
                .until(() -> meters.get("miner.local.llm.generation")
                                .tag("outcome", "cancelled")
                                .timer()
                                .count()
                        == 1);
    }

    @Test
    void answersTheNextRequestAfterTheEngineThrewAnException() {
        FakeInferenceEngine engine = new FakeInferenceEngine(1, "a");
        engine.permits.release(100);
        GenerationQueue queue = queue(engine, 1);

        StepVerifier.create(queue.generate(
                        new GenerationRequest(List.of(), request("x", null).sampling(), null), LATER))
                .expectError(NoSuchElementException.class)
                .verify(SOON);
        StepVerifier.create(queue.generate(request("x", null), LATER).last())
                .expectNextCount(1)
                .expectComplete()
                .verify(SOON);
    }

    private static RequestContext within(Duration time) {
        return new RequestContext(new RequestId("r-1"), null, Deadline.in(time, CLOCK), null);
    }

    private GenerationQueue queue(FakeInferenceEngine engine, int queueLimit) {
        GenerationQueue queue = new GenerationQueue(
                engine, new GenerationProperties(queueLimit, 10), new GenerationMetrics(meters), estimator, CLOCK);
        opened.add(queue);
        return queue;
    }

    private static GenerationRequest request(String text, @Nullable Integer maxTokens) {
        return new GenerationRequest(
                List.of(new PromptMessage(Role.USER, text)),
                new SamplingParameters(0, 1, 0, 0, null, List.of(), null),
                maxTokens);
    }
}
