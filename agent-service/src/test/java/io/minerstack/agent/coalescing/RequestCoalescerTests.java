package io.minerstack.agent.coalescing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.agent.TestObjects;
import io.minerstack.agent.coalescing.ReceivedAnswer.Source;
import io.minerstack.agent.contract.Output;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.context.Tenant;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.ContextView;

class RequestCoalescerTests {

    private static final RequestFingerprint QUESTION = new RequestFingerprint("q");
    private static final RequestFingerprint OTHER_QUESTION = new RequestFingerprint("o");
    private static final IdempotencyKey KEY = new IdempotencyKey("key-1");

    private final AtomicLong nanos = new AtomicLong();
    private final List<Work> works = new ArrayList<>();
    private final RequestCoalescer coalescer = coalescer(DataSize.ofMegabytes(1), 100, 100);

    private RequestCoalescer coalescer(DataSize maxSize, int maxAnswers, int maxRuns) {
        return new RequestCoalescer(
                new IdempotencyProperties(Duration.ofMinutes(10), maxSize, maxAnswers),
                nanos::get,
                Clock.systemUTC(),
                maxRuns);
    }

    /** One subscription to the work of a request. */
    private static final class Work {

        private final Sinks.One<SharedAnswer> result = Sinks.one();
        private @Nullable RequestContext begun;
        private boolean cancelled;

        Mono<SharedAnswer> mono() {
            return RequestContext.current().flatMap(context -> {
                begun = context;
                return result.asMono().doOnCancel(() -> cancelled = true);
            });
        }
    }

    private Mono<SharedAnswer> work() {
        return Mono.defer(() -> {
            Work work = new Work();
            works.add(work);
            return work.mono();
        });
    }

    /** A caller that waits, and what it got. */
    private final class Waiting {

        private @Nullable ReceivedAnswer answer;
        private @Nullable Throwable failure;
        private final Disposable call;

        Waiting(RequestFingerprint request, @Nullable IdempotencyKey key, Duration timeLeft, String tenant) {
            RequestContext context = new RequestContext(
                    new RequestId("r"), new Tenant(tenant), Deadline.in(timeLeft, Clock.systemUTC()), null);
            this.call = coalescer
                    .answer(request, key, work())
                    .contextWrite(context::into)
                    .subscribe(received -> answer = received, error -> failure = error);
        }

        void leave() {
            call.dispose();
        }

        String text() {
            return Objects.requireNonNull(answer).answer().output().immediateResponse();
        }

        Source source() {
            return Objects.requireNonNull(answer).source();
        }
    }

    private Waiting ask(RequestFingerprint request) {
        return ask(request, null);
    }

    private Waiting ask(RequestFingerprint request, @Nullable IdempotencyKey key) {
        return new Waiting(request, key, Duration.ofSeconds(30), "alice");
    }

    private static SharedAnswer answer(String text) {
        return new SharedAnswer(new Output(text, Output.NO_UPDATE), false, Map.of());
    }

    @Test
    void runsTheSameRequestOnceWhileItIsUnderWay() {
        Waiting first = ask(QUESTION);
        Waiting second = ask(QUESTION);
        works.getFirst().result.tryEmitValue(answer("a"));

        assertThat(works).hasSize(1);
        assertThat(first.text()).isEqualTo("a");
        assertThat(first.source()).isEqualTo(Source.RUN);
        assertThat(second.text()).isEqualTo("a");
        assertThat(second.source()).isEqualTo(Source.COALESCED);
        assertThat(coalescer.runsUnderWay()).isZero();
    }

    @Test
    void runsOtherRequestsAndLaterOnesByThemselves() {
        ask(QUESTION);
        ask(OTHER_QUESTION);
        assertThat(works).hasSize(2);

        works.getFirst().result.tryEmitValue(answer("a"));
        Waiting later = ask(QUESTION);
        assertThat(works).hasSize(3);
        works.getLast().result.tryEmitValue(answer("b"));
        assertThat(later.text()).isEqualTo("b");
    }

    @Test
    void goesOnForTheOthersWhenTheFirstCallerLeaves() {
        Waiting first = ask(QUESTION);
        Waiting second = ask(QUESTION);
        first.leave();
        assertThat(works.getFirst().cancelled).isFalse();

        works.getFirst().result.tryEmitValue(answer("a"));
        assertThat(second.text()).isEqualTo("a");
        assertThat(first.answer).isNull();
    }

    @Test
    void cancelsTheRunWhenTheLastCallerLeaves() {
        Waiting first = ask(QUESTION);
        Waiting second = ask(QUESTION);
        second.leave();
        first.leave();
        assertThat(works.getFirst().cancelled).isTrue();
        assertThat(coalescer.runsUnderWay()).isZero();

        Waiting later = ask(QUESTION);
        assertThat(works).hasSize(2);
        assertThat(later.answer).isNull();
    }

    @Test
    void finishesARunThatWritesToTheMemoryThoughNobodyWaits() {
        Sinks.One<SharedAnswer> written = Sinks.one();
        Mono<SharedAnswer> writing = Mono.deferContextual(
                context -> RunCommitment.commit(context) ? written.asMono() : Mono.error(new IllegalStateException()));
        RequestContext context = TestObjects.context(Duration.ofSeconds(9));
        coalescer
                .answer(QUESTION, KEY, writing)
                .contextWrite(context::into)
                .subscribe()
                .dispose();
        List<ReceivedAnswer> retried = new ArrayList<>();
        coalescer.answer(QUESTION, KEY, work()).contextWrite(context::into).subscribe(retried::add);
        written.tryEmitValue(answer("a"));
        coalescer.answer(QUESTION, KEY, work()).contextWrite(context::into).subscribe(retried::add);

        assertThat(works).isEmpty();
        assertThat(retried).extracting(ReceivedAnswer::source).containsExactly(Source.COALESCED, Source.REPLAYED);
        assertThat(coalescer.runsUnderWay()).isZero();
    }

    @Test
    void letsACancelledRunWriteNothing() {
        List<ContextView> contexts = new ArrayList<>();
        Mono<SharedAnswer> work = Mono.deferContextual(context -> {
            contexts.add(context);
            return Mono.never();
        });
        coalescer
                .answer(QUESTION, KEY, work)
                .contextWrite(TestObjects.context(Duration.ofSeconds(9))::into)
                .subscribe()
                .dispose();

        assertThat(RunCommitment.commit(contexts.getFirst())).isFalse();
    }

    @Test
    void tellsEveryCallerOfTheFailure() {
        Waiting first = ask(QUESTION);
        Waiting second = ask(QUESTION);
        IllegalStateException failure = new IllegalStateException();
        works.getFirst().result.tryEmitError(failure);

        assertThat(first.failure).isSameAs(failure);
        assertThat(second.failure).isSameAs(failure);
        assertThat(coalescer.runsUnderWay()).isZero();
    }

    @Test
    void worksAgainForACallerWithMoreTimeWhereTheFirstDeadlinePassed() {
        new Waiting(QUESTION, null, Duration.ofSeconds(5), "alice");
        Waiting patient = new Waiting(QUESTION, null, Duration.ofSeconds(50), "alice");
        works.getFirst().result.tryEmitError(new DeadlineExceededException());

        // the work begins again for the caller with more time
        assertThat(works).hasSize(2);
        assertThat(Objects.requireNonNull(works.get(1).begun).deadline().remaining(Clock.systemUTC()))
                .isGreaterThan(Duration.ofSeconds(30));
        works.get(1).result.tryEmitValue(answer("late"));
        assertThat(patient.text()).isEqualTo("late");
    }

    @Test
    void givesEachStepOfTheRunTheLatestDeadlineOfThoseWhoWait() {
        Sinks.One<String> firstStep = Sinks.one();
        List<Duration> left = new ArrayList<>();
        Mono<SharedAnswer> steps = firstStep
                .asMono()
                .then(RequestContext.current())
                .doOnNext(context -> left.add(context.deadline().remaining(Clock.systemUTC())))
                .thenReturn(answer("a"));
        for (int seconds : List.of(5, 50)) {
            coalescer
                    .answer(QUESTION, null, steps)
                    .contextWrite(TestObjects.context(Duration.ofSeconds(seconds))::into)
                    .subscribe();
        }
        firstStep.tryEmitValue("done");

        assertThat(left).hasSize(1);
        assertThat(left.getFirst()).isGreaterThan(Duration.ofSeconds(30));
    }

    @Test
    void doesNotRepeatTheWorkWhereNobodyHasMoreTime() {
        Waiting first = ask(QUESTION);
        works.getFirst().result.tryEmitError(new DeadlineExceededException());

        assertThat(works).hasSize(1);
        assertThat(first.failure).isInstanceOf(DeadlineExceededException.class);
    }

    @Test
    void replaysAFinishedAnswerToTheSameKeyForTenMinutes() {
        ask(QUESTION, KEY);
        works.getFirst().result.tryEmitValue(answer("a"));

        nanos.addAndGet(Duration.ofMinutes(9).toNanos());
        Waiting again = ask(QUESTION, KEY);
        assertThat(again.text()).isEqualTo("a");
        assertThat(again.source()).isEqualTo(Source.REPLAYED);
        assertThat(works).hasSize(1);

        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        ask(QUESTION, KEY);
        assertThat(works).hasSize(2);
    }

    @Test
    void joinsAKeyThatIsUnderWay() {
        Waiting first = ask(QUESTION, KEY);
        Waiting retry = ask(QUESTION, KEY);
        first.leave();
        works.getFirst().result.tryEmitValue(answer("a"));

        assertThat(works).hasSize(1);
        assertThat(retry.text()).isEqualTo("a");
    }

    @Test
    void replaysAlsoToACallerThatLeftARunWhichOthersFinished() {
        Waiting keyed = ask(QUESTION, KEY);
        ask(QUESTION);
        keyed.leave();
        works.getFirst().result.tryEmitValue(answer("a"));

        assertThat(ask(QUESTION, KEY).source()).isEqualTo(Source.REPLAYED);
    }

    @Test
    void refusesAKeyThatNamesAnotherRequest() {
        ask(QUESTION, KEY);
        assertMismatch(ask(OTHER_QUESTION, KEY));
        works.getFirst().result.tryEmitValue(answer("a"));
        assertMismatch(ask(OTHER_QUESTION, KEY));

        assertThat(works).hasSize(1);
    }

    private static void assertMismatch(Waiting refused) {
        assertThat(refused.failure).isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                .isEqualTo(ProblemType.INVALID));
    }

    @Test
    void replaysNoFailure() {
        ask(QUESTION, KEY);
        works.getFirst().result.tryEmitError(new IllegalStateException());
        Waiting again = ask(QUESTION, KEY);

        assertThat(works).hasSize(2);
        works.get(1).result.tryEmitValue(answer("a"));
        assertThat(again.text()).isEqualTo("a");
    }

    @Test
    void keepsTheKeysOfTenantsApart() {
        ask(QUESTION, KEY);
        works.getFirst().result.tryEmitValue(answer("a"));
        Waiting other = new Waiting(OTHER_QUESTION, KEY, Duration.ofSeconds(30), "bob");

        assertThat(other.failure).isNull();
        assertThat(works).hasSize(2);
    }

    @Test
    void keepsNoMoreAnswersThanAllowed() {
        RequestCoalescer few = coalescer(DataSize.ofMegabytes(1), 3, 100);
        RequestCoalescer small = coalescer(DataSize.ofKilobytes(100), 100, 100);
        for (int i = 0; i < 50; i++) {
            finish(few, i, "short");
            finish(small, i, "x".repeat(10_000));
        }

        assertThat(few.finishedAnswers()).isBetween(1L, 3L);
        assertThat(small.finishedAnswers()).isBetween(1L, 4L);
    }

    private static void finish(RequestCoalescer coalescer, int number, String text) {
        coalescer
                .answer(new RequestFingerprint("q" + number), new IdempotencyKey("k" + number), Mono.just(answer(text)))
                .contextWrite(TestObjects.context(Duration.ofSeconds(9))::into)
                .block(Duration.ofSeconds(9));
    }

    @Test
    void sharesNoMoreRunsThanAllowed() {
        RequestCoalescer one = coalescer(DataSize.ofMegabytes(1), 100, 1);
        RequestContext context = TestObjects.context(Duration.ofSeconds(9));
        for (RequestFingerprint request : List.of(QUESTION, OTHER_QUESTION, OTHER_QUESTION)) {
            one.answer(request, null, work()).contextWrite(context::into).subscribe();
        }

        assertThat(one.runsUnderWay()).isEqualTo(1);
        assertThat(works).hasSize(3);
    }

    @Test
    void refusesALimitOfBytesThatTheNumberOfAnswersExceeds() {
        assertThatThrownBy(() -> coalescer(DataSize.ofBytes(10), 11, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
