package io.minerstack.llmproxy.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

class HedgeRaceTests {

    private static final Duration SILENT = Duration.ofSeconds(2);
    // of real time: tasks of other tests' contexts may run in between, on the virtual clock that all of them share
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final AtomicInteger started = new AtomicInteger();

    private @Nullable Flux<String> start(@Nullable Flux<String> second) {
        started.incrementAndGet();
        return second;
    }

    private static Mono<Void> silent() {
        return Mono.delay(SILENT).then();
    }

    private static Flux<String> after(int seconds, String value) {
        return Flux.just(value).delaySubscription(Duration.ofSeconds(seconds));
    }

    private static Flux<String> failingAfter(int seconds, RuntimeException failure) {
        return Mono.<String>error(failure)
                .delaySubscription(Duration.ofSeconds(seconds))
                .flux();
    }

    @Test
    void startsNoSecondAttemptWhereTheFirstAnswersInTime() {
        StepVerifier.withVirtualTime(() -> HedgeRace.of(after(1, "first"), silent(), () -> start(after(1, "second"))))
                .thenAwait(Duration.ofSeconds(10))
                .expectNext("first")
                .expectComplete()
                .verify(TIMEOUT);

        assertThat(started).hasValue(0);
    }

    @Test
    void takesTheSecondAttemptThatAnswersFirstAndCancelsTheOther() {
        PublisherProbe<String> first = PublisherProbe.of(after(30, "first"));
        StepVerifier.withVirtualTime(() -> HedgeRace.of(first.flux(), silent(), () -> start(after(1, "second"))))
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(3))
                .expectNext("second")
                .expectComplete()
                .verify(TIMEOUT);

        first.assertWasCancelled();
    }

    @Test
    void takesTheFirstAttemptThatAnswersBeforeTheSecondAndCancelsTheOther() {
        PublisherProbe<String> second = PublisherProbe.of(after(30, "second"));
        StepVerifier.withVirtualTime(() -> HedgeRace.of(after(5, "first"), silent(), () -> start(second.flux())))
                .thenAwait(Duration.ofSeconds(5))
                .expectNext("first")
                .expectComplete()
                .verify(TIMEOUT);

        second.assertWasSubscribed();
        second.assertWasCancelled();
    }

    @Test
    void goesOnWithTheFirstAttemptWhereTheSecondFailsOrDoesNotStart() {
        StepVerifier.withVirtualTime(() -> HedgeRace.of(
                        after(5, "first"), silent(), () -> start(failingAfter(1, new IllegalStateException()))))
                .thenAwait(Duration.ofSeconds(5))
                .expectNext("first")
                .expectComplete()
                .verify(TIMEOUT);
        StepVerifier.withVirtualTime(() -> HedgeRace.of(after(5, "first"), silent(), () -> start(null)))
                .thenAwait(Duration.ofSeconds(5))
                .expectNext("first")
                .expectComplete()
                .verify(TIMEOUT);
    }

    @Test
    void waitsForTheSecondAttemptWhereTheFirstFailsMeanwhile() {
        StepVerifier.withVirtualTime(() -> HedgeRace.of(
                        failingAfter(3, new IllegalStateException()), silent(), () -> start(after(5, "second"))))
                .thenAwait(Duration.ofSeconds(10))
                .expectNext("second")
                .expectComplete()
                .verify(TIMEOUT);
    }

    @Test
    void failsAtOnceWhereTheFirstFailsBeforeASecondStarts() {
        IllegalStateException failure = new IllegalStateException();
        StepVerifier.withVirtualTime(
                        () -> HedgeRace.of(failingAfter(1, failure), silent(), () -> start(after(1, "second"))))
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(1))
                .expectErrorMatches(told -> told == failure)
                .verify(TIMEOUT);

        assertThat(started).hasValue(0);
    }

    @Test
    void tellsTheFirstFailureWhereBothFail() {
        IllegalStateException failure = new IllegalStateException();
        StepVerifier.withVirtualTime(() -> HedgeRace.of(
                        failingAfter(5, failure), silent(), () -> start(failingAfter(1, new IllegalStateException()))))
                .thenAwait(Duration.ofSeconds(5))
                .expectErrorMatches(told -> told == failure)
                .verify(TIMEOUT);
    }

    @Test
    void cancelsBothWhenTheCallerLeaves() {
        PublisherProbe<String> first = PublisherProbe.of(after(30, "first"));
        PublisherProbe<String> second = PublisherProbe.of(after(30, "second"));
        StepVerifier.withVirtualTime(() -> HedgeRace.of(first.flux(), silent(), () -> start(second.flux())))
                .thenAwait(Duration.ofSeconds(3))
                .thenCancel()
                .verify(TIMEOUT);

        first.assertWasCancelled();
        second.assertWasCancelled();
    }
}
