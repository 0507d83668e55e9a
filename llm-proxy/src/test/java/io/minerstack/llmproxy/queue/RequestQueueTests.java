package io.minerstack.llmproxy.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.servicesupport.context.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class RequestQueueTests {

    private static final Tenant A = new Tenant("a");
    private static final Tenant B = new Tenant("b");
    private static final Tenant C = new Tenant("c");
    private static final Duration LONG = Duration.ofSeconds(60);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AtomicInteger places = new AtomicInteger(1);
    private final RequestQueue queue = queue(10);

    private RequestQueue queue(int maxPending) {
        return new RequestQueue("local", places::get, maxPending, meters, time);
    }

    private QueueCall enter(@Nullable Tenant tenant) {
        return QueueCall.enter(queue, tenant, LONG);
    }

    private List<QueueCall> enter(@Nullable Tenant tenant, int count) {
        return enter(queue, tenant, count);
    }

    private static List<QueueCall> enter(RequestQueue queue, @Nullable Tenant tenant, int count) {
        return Stream.generate(() -> QueueCall.enter(queue, tenant, LONG))
                .limit(count)
                .toList();
    }

    private static long sent(List<QueueCall> calls) {
        return calls.stream().filter(QueueCall::isSent).count();
    }

    private double refusals(String reason) {
        return meters.get("miner.llm.queue.refusals")
                .tag("reason", reason)
                .counter()
                .count();
    }

    @Test
    void sendsAsManyRequestsAtOnceAsThereArePlaces() {
        places.set(3);

        List<QueueCall> calls = enter(A, 5);

        assertThat(sent(calls)).isEqualTo(3);
        assertThat(meters.get("miner.llm.in.flight").gauge().value()).isEqualTo(3);
        assertThat(meters.get("miner.llm.pending").gauge().value()).isEqualTo(2);
    }

    @Test
    void servesTheRequestsOfOneTenantInTheOrderOfTheirArrival() {
        List<QueueCall> calls = enter(A, 3);

        calls.get(0).end();
        assertThat(calls.get(1).isSent()).isTrue();
        assertThat(calls.get(2).isSent()).isFalse();
        calls.get(1).end();
        assertThat(calls.get(2).isSent()).isTrue();
    }

    @Test
    void servesANewTenantBeforeTheNextRequestOfTheOneThatWasJustServed() {
        List<QueueCall> many = enter(A, 10);
        QueueCall one = enter(B);

        many.getFirst().end();

        assertThat(one.isSent()).isTrue();
        assertThat(sent(many)).isEqualTo(1);
    }

    @Test
    void servesWaitingTenantsInTurn() {
        List<QueueCall> ofA = enter(A, 4);
        List<QueueCall> ofB = enter(B, 2);
        List<QueueCall> ofC = enter(C, 1);
        List<String> turns = new ArrayList<>();

        QueueCall current = ofA.getFirst();
        for (int turn = 0; turn < 6; turn++) {
            current.end();
            List<QueueCall> all = Stream.of(ofA, ofB, ofC).flatMap(List::stream).toList();
            QueueCall ended = current;
            int before = turns.size();
            for (QueueCall call : all) {
                if (call != ended && call.isSent() && !call.isEnded()) {
                    turns.add(ofA.contains(call) ? "a" : ofB.contains(call) ? "b" : "c");
                    current = call;
                }
            }
            assertThat(turns).hasSize(before + 1);
        }

        assertThat(turns).containsExactly("b", "c", "a", "b", "a", "a");
    }

    @Test
    void givesTheNextPlaceToTheTenantWithTheFewestRequestsInFlight() {
        places.set(3);
        List<QueueCall> ofA = enter(A, 4);
        QueueCall ofB = enter(B);
        ofA.getFirst().end();
        assertThat(ofB.isSent()).isTrue();
        QueueCall secondOfB = enter(B);
        QueueCall ofC = enter(C);

        // then A has one in flight, B one, C none
        ofA.get(1).end();
        assertThat(ofC.isSent()).isTrue();
        assertThat(ofA.get(3).isSent()).isFalse();
        // then A and B have one in flight, and the last turn of B is longer ago
        ofC.end();

        assertThat(secondOfB.isSent()).isTrue();
        assertThat(ofA.get(3).isSent()).isFalse();
    }

    @Test
    void givesEveryPlaceToATenantThatIsAlone() {
        places.set(4);
        List<QueueCall> calls = enter(A, 6);
        enter(B).cancel();

        calls.getFirst().end();

        assertThat(sent(calls)).isEqualTo(5);
    }

    @Test
    void doesNotLetNewTenantsPassAWaitingOneForEver() {
        List<QueueCall> waiting = enter(A, 2);
        QueueCall newcomer = enter(B);
        waiting.getFirst().end();
        enter(C);

        newcomer.end();

        assertThat(waiting.get(1).isSent()).isTrue();
    }

    @Test
    void countsRequestsWithoutATenantAsOneTenant() {
        List<QueueCall> internal = enter(null, 5);
        QueueCall one = enter(A);

        internal.getFirst().end();

        assertThat(one.isSent()).isTrue();
        assertThat(queue.tenants()).isEqualTo(2);
    }

    @Test
    void refusesTheNewestRequestOfTheTenantThatHasMostWhereTheQueueIsFull() {
        List<QueueCall> many = enter(A, 11);

        QueueCall newcomer = enter(B);

        assertThat(many.getLast().failure())
                .isInstanceOfSatisfying(UpstreamException.class, refusal -> assertThat(refusal.kind())
                        .isEqualTo(FailureKind.QUEUE_FULL));
        assertThat(many).filteredOn(call -> call.failure() != null).hasSize(1);
        assertThat(newcomer.failure()).isNull();
        assertThat(queue.pending()).isEqualTo(10);
        assertThat(refusals("share")).isEqualTo(1);
        many.getFirst().end();
        assertThat(newcomer.isSent()).isTrue();
    }

    @Test
    void refusesANewcomerWhoseTenantHasMostWaiting() {
        enter(A, 8);
        List<QueueCall> few = enter(B, 3);

        QueueCall refused = enter(A);

        assertThat(refused.failure()).isInstanceOf(UpstreamException.class);
        assertThat(few).allMatch(call -> call.failure() == null);
        assertThat(refusals("full")).isEqualTo(1);
    }

    @Test
    void refusesANewcomerWhereNoTenantWouldHaveMoreThanItself() {
        RequestQueue small = queue(1);
        QueueCall.enter(small, A, LONG);
        QueueCall waiting = QueueCall.enter(small, B, LONG);

        QueueCall newcomer = QueueCall.enter(small, C, LONG);

        assertThat(waiting.failure()).isNull();
        assertThat(newcomer.failure()).isInstanceOf(UpstreamException.class);
    }

    @Test
    void refusesEveryRequestWithoutAPlaceWhereNoneMayWait() {
        RequestQueue none = queue(0);
        QueueCall.enter(none, A, LONG);

        assertThat(QueueCall.enter(none, B, LONG).failure()).isInstanceOf(UpstreamException.class);
    }

    @Test
    void letsNoRequestWaitThatMustNot() {
        List<QueueCall> many = enter(A, 11);

        QueueCall impatient = QueueCall.enter(queue, B, Duration.ZERO);

        assertThat(impatient.failure()).isInstanceOf(UpstreamException.class);
        assertThat(refusals("full")).isZero();
        assertThat(many).allMatch(call -> call.failure() == null);
    }

    @Test
    void refusesARequestWhoseLongestWaitIsOver() {
        QueueCall first = enter(A);
        QueueCall late = QueueCall.enter(queue, B, Duration.ofSeconds(5));

        time.advanceTimeBy(Duration.ofSeconds(5));

        assertThat(late.failure()).isInstanceOf(UpstreamException.class);
        assertThat(queue.pending()).isZero();
        assertThat(refusals("timeout")).isEqualTo(1);
        first.end();
        assertThat(late.isSent()).isFalse();
    }

    @Test
    void letsACancelledRequestLeaveTheQueueAtOnce() {
        QueueCall first = enter(A);
        QueueCall left = enter(B);
        QueueCall next = enter(B);

        left.cancel();

        assertThat(queue.pending()).isEqualTo(1);
        first.end();
        assertThat(left.isSent()).isFalse();
        assertThat(next.isSent()).isTrue();
    }

    @Test
    void givesThePlaceOfACancelledRequestToTheNext() {
        QueueCall first = enter(A);
        QueueCall next = enter(B);

        first.cancel();

        assertThat(next.isSent()).isTrue();
        assertThat(queue.inFlight()).isEqualTo(1);
    }

    @Test
    void usesPlacesThatAreAddedAtTheNextArrivalOrEnd() {
        List<QueueCall> calls = enter(A, 4);
        places.set(3);

        calls.getFirst().end();

        assertThat(sent(calls)).isEqualTo(4);
    }

    @Test
    void usesPlacesThatAreAddedAtOnceWhenItIsTold() {
        List<QueueCall> calls = enter(A, 4);
        places.set(3);

        queue.placesChanged();

        assertThat(sent(calls)).isEqualTo(3);
        assertThat(meters.get("miner.llm.places").gauge().value()).isEqualTo(3);
    }

    private QueueCall enterWithin(Tenant tenant, Duration timeLeft) {
        return QueueCall.enter(queue, tenant, new QueueWait(timeLeft, timeLeft));
    }

    private void answerIn(Duration time) {
        QueueCall call = enter(C);
        assertThat(call.isSent()).isTrue();
        time(time);
        call.end();
    }

    private void time(Duration passes) {
        time.advanceTimeBy(passes);
    }

    @Test
    void refusesAtItsArrivalARequestWhoseAnswerWouldComeAfterItsDeadline() {
        answerIn(Duration.ofSeconds(4));
        enter(A, 3);

        // 4 s for the first one, 8 s for the others, 4 s for its own answer and a margin of 1 s
        QueueCall hopeless = enterWithin(A, Duration.ofSeconds(16));
        QueueCall possible = enterWithin(A, Duration.ofSeconds(17));

        assertThat(hopeless.failure())
                .isInstanceOfSatisfying(UpstreamException.class, refusal -> assertThat(refusal.kind())
                        .isEqualTo(FailureKind.QUEUE_FULL));
        assertThat(possible.failure()).isNull();
        assertThat(refusals("deadline")).isEqualTo(1);
    }

    @Test
    void countsOnlyTheRequestsThatTakeTurnsBeforeTheOneOfAnotherTenant() {
        answerIn(Duration.ofSeconds(4));
        enter(A, 8);

        QueueCall newcomer = enterWithin(B, Duration.ofSeconds(14));

        assertThat(newcomer.failure()).isNull();
        assertThat(enterWithin(B, Duration.ofSeconds(14)).failure()).isNotNull();
    }

    @Test
    void dropsAtItsTurnARequestWithLessTimeLeftThanAnAnswerTakes() {
        answerIn(Duration.ofSeconds(4));
        QueueCall slow = enter(A);
        QueueCall late = enterWithin(A, Duration.ofSeconds(10));
        QueueCall next = enterWithin(A, Duration.ofSeconds(19));
        time(Duration.ofSeconds(7));

        slow.cancel();

        assertThat(late.isSent()).isFalse();
        assertThat(late.failure()).isInstanceOf(UpstreamException.class);
        assertThat(next.isSent()).isTrue();
    }

    @Test
    void refusesNothingByAnEstimateBeforeARequestWasAnswered() {
        QueueCall cut = enter(A);
        time(Duration.ofSeconds(50));
        cut.cancel();
        enter(A);

        assertThat(enterWithin(A, Duration.ofSeconds(2)).failure()).isNull();
    }

    @Test
    void refusesNothingByAnEstimateWhereAnotherProviderCanAnswer() {
        answerIn(Duration.ofSeconds(40));
        enter(A);

        assertThat(QueueCall.enter(queue, A, Duration.ofSeconds(2)).failure()).isNull();
    }

    @Test
    void sendsARequestWithLittleTimeWhileAPlaceIsFree() {
        answerIn(Duration.ofSeconds(40));

        assertThat(enterWithin(A, Duration.ofSeconds(2)).isSent()).isTrue();
    }

    @Test
    void forgetsASlowAnswerAlthoughItRefusesMeanwhile() {
        answerIn(Duration.ofSeconds(55));
        int refused = 0;
        for (int round = 0; round < 20; round++) {
            QueueCall first = enterWithin(A, Duration.ofSeconds(25));
            QueueCall second = enterWithin(B, Duration.ofSeconds(25));
            refused += second.failure() == null ? 0 : 1;
            time(Duration.ofSeconds(3));
            first.end();
            time(Duration.ofSeconds(3));
            second.end();
        }

        assertThat(refused).isBetween(1, 10);
        enter(A);
        assertThat(enterWithin(B, Duration.ofSeconds(9)).failure()).isNull();
    }

    @Test
    void answersAsManyRequestsAsFitUnderOverload() {
        int answered = answersOf(600, Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(25));

        // one each 3 s of 20 minutes
        assertThat(answered).isBetween(395, 410);
    }

    private int answersOf(int requests, Duration interval, Duration answer, Duration timeLeft) {
        AtomicInteger answered = new AtomicInteger();
        for (int number = 0; number < requests; number++) {
            Mono<Long> request = queue.run(A, new QueueWait(timeLeft, timeLeft), place -> Mono.delay(answer, time)
                            .doOnSuccess(end -> place.run()))
                    .take(timeLeft, time)
                    .next();
            time.schedule(
                    () -> request.subscribe(end -> answered.incrementAndGet(), refusal -> {}),
                    interval.multipliedBy(number).toMillis(),
                    TimeUnit.MILLISECONDS);
        }
        time(interval.multipliedBy(requests).plus(timeLeft));
        return answered.get();
    }

    @Test
    void measuresHowLongRequestsWaitForTheirPlace() {
        List<QueueCall> calls = enter(A, 2);
        time(Duration.ofSeconds(3));
        calls.getFirst().end();

        Timer waits = meters.get("miner.llm.queue.wait").timer();
        assertThat(waits.count()).isEqualTo(2);
        assertThat(waits.totalTime(TimeUnit.SECONDS)).isEqualTo(3);
    }

    @Test
    void sendsNothingMoreWhilePlacesAreTakenAway() {
        places.set(3);
        List<QueueCall> calls = enter(A, 4);
        places.set(1);

        calls.get(0).end();
        calls.get(1).end();
        assertThat(calls.get(3).isSent()).isFalse();
        calls.get(2).end();

        assertThat(calls.get(3).isSent()).isTrue();
    }

    @Test
    void forgetsATenantWithoutRequests() {
        for (int number = 0; number < 1_000; number++) {
            enter(new Tenant("tenant-" + number)).end();
            enter(new Tenant("other-" + number)).cancel();
        }

        assertThat(queue.tenants()).isZero();
        assertThat(queue.inFlight() + queue.pending()).isZero();
    }

    @Test
    void takesAnyNumberOfRequestsThatFailAtOnce() {
        RequestQueue deep = queue(20_000);
        QueueCall first = QueueCall.enter(deep, A, LONG);
        AtomicInteger failed = new AtomicInteger();
        for (int number = 0; number < 20_000; number++) {
            deep.run(B, new QueueWait(LONG, null), place -> Mono.error(new IllegalStateException("not sent")))
                    .subscribe(nothing -> {}, failure -> failed.incrementAndGet());
        }

        first.end();

        assertThat(failed).hasValue(20_000);
        assertThat(deep.tenants()).isZero();
    }

    @Test
    void keepsTheLimitAndLosesNoPlaceWhileManyThreadsComeAndLeave() {
        places.set(3);
        RequestQueue shared = new RequestQueue("vllm", places::get, 50, meters);
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Flux<Integer> work = Flux.defer(() -> {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            // before the end reaches the queue, which then gives the place to another request
            return Mono.delay(Duration.ofNanos(ThreadLocalRandom.current().nextInt(100_000)))
                    .thenReturn(1)
                    .flux()
                    .doOnTerminate(inFlight::decrementAndGet)
                    .doOnCancel(inFlight::decrementAndGet);
        });

        Mono<Long> answered = Flux.fromStream(IntStream.range(0, 3_000).boxed())
                .flatMap(
                        number -> {
                            Flux<Integer> request = shared.run(
                                            new Tenant("t" + number % 7), new QueueWait(LONG, null), place -> work)
                                    .onErrorComplete(UpstreamException.class);
                            return (number % 3 == 0 ? request.take(Duration.ofNanos(number * 100L)) : request)
                                    .subscribeOn(Schedulers.boundedElastic());
                        },
                        100)
                .count();

        StepVerifier.create(answered)
                .assertNext(count -> assertThat(count).isPositive())
                .expectComplete()
                .verify(Duration.ofSeconds(60));
        assertThat(most.get()).isLessThanOrEqualTo(3);
        assertThat(shared.inFlight() + shared.pending() + shared.tenants()).isZero();
    }
}
