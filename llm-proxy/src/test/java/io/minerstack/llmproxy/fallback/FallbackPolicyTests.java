package io.minerstack.llmproxy.fallback;

import static io.minerstack.llmproxy.fallback.Failures.contentPolicy;
import static io.minerstack.llmproxy.fallback.Failures.contextTooLong;
import static io.minerstack.llmproxy.fallback.Failures.failure;
import static io.minerstack.llmproxy.fallback.Failures.wrongField;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.llmproxy.exchange.FirstTokenTimeout;
import io.minerstack.llmproxy.failure.FailureKind;
import io.minerstack.llmproxy.failure.UpstreamException;
import io.minerstack.llmproxy.queue.QueueWait;
import io.minerstack.servicesupport.context.DeadlineExceededException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Failure, position and time left, and what follows. */
class FallbackPolicyTests {

    private static final Duration TIME_LEFT = Duration.ofSeconds(40);
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
    private static final Duration ONE_MINUTE = Duration.ofMinutes(1);

    private static final ProviderSnapshot HEALTHY = new ProviderSnapshot(true, ZERO, 1, null);
    private static final ProviderSnapshot CIRCUIT_OPEN = new ProviderSnapshot(false, ZERO, 1, null);
    private static final ProviderSnapshot TWO_UPSTREAMS = new ProviderSnapshot(true, ZERO, 2, null);

    private final FallbackProperties settings = new FallbackProperties(
            Duration.ofMillis(500), Duration.ofMillis(300), Duration.ofSeconds(10), ONE_SECOND, ZERO);
    private final FallbackPolicy policy =
            new FallbackPolicy(settings, new RetryPolicy(settings.maxRetryAfter(), () -> 0.5));

    /**
     * One row of the table.
     *
     * @param name of the row
     * @param providers in the order of fallback
     * @param failures so far, in the order of time
     * @param timeLeft until the answer must be complete
     * @param next the index of the next provider, -1 for giving up
     * @param delay before the attempt
     * @param told what the caller is told after giving up
     */
    private record Case(
            String name,
            List<ProviderSnapshot> providers,
            List<FailedAttempt> failures,
            Duration timeLeft,
            int next,
            Duration delay,
            @Nullable Object told) {

        static Case of(String name, ProviderSnapshot... providers) {
            return new Case(name, List.of(providers), List.of(), TIME_LEFT, -1, ZERO, null);
        }

        Case after(int provider, UpstreamException... failed) {
            List<FailedAttempt> all = new ArrayList<>(failures);
            Stream.of(failed)
                    .map(failure -> new FailedAttempt(provider, failure))
                    .forEach(all::add);
            return new Case(name, providers, all, timeLeft, next, delay, told);
        }

        Case within(Duration time) {
            return new Case(name, providers, failures, time, next, delay, told);
        }

        Case asks(int provider) {
            return asks(provider, ZERO);
        }

        Case asks(int provider, Duration wait) {
            return new Case(name, providers, failures, timeLeft, provider, wait, null);
        }

        /** With this failure, with a failure of this kind, or with an exception of this class. */
        Case givesUpWith(Object failure) {
            return new Case(name, providers, failures, timeLeft, -1, ZERO, failure);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> firstAttempts() {
        return List.of(
                Case.of("first provider first", HEALTHY, HEALTHY).asks(0),
                Case.of("circuit of the first open", CIRCUIT_OPEN, HEALTHY).asks(1),
                Case.of("all circuits open", CIRCUIT_OPEN, CIRCUIT_OPEN).givesUpWith(FailureKind.CIRCUIT_OPEN),
                Case.of("short Retry-After of the first", waiting(ONE_SECOND), HEALTHY)
                        .asks(0, ONE_SECOND),
                Case.of("long Retry-After of the first", waiting(Duration.ofSeconds(2)), HEALTHY)
                        .asks(1),
                Case.of("long Retry-After of the only one", waiting(Duration.ofSeconds(2)))
                        .asks(0, Duration.ofSeconds(2)),
                Case.of("Retry-After past the deadline", waiting(ONE_MINUTE)).givesUpWith(FailureKind.CIRCUIT_OPEN),
                Case.of("all paused, the first until after the deadline", waiting(ONE_MINUTE), waiting(TWO_SECONDS))
                        .asks(1, TWO_SECONDS),
                Case.of("all paused, the second until after the deadline", waiting(TWO_SECONDS), waiting(ONE_MINUTE))
                        .asks(0, TWO_SECONDS),
                Case.of("all paused, the first is sooner", waiting(TWO_SECONDS), waiting(Duration.ofSeconds(5)))
                        .asks(0, TWO_SECONDS),
                Case.of("all paused, the second is sooner", waiting(Duration.ofSeconds(5)), waiting(TWO_SECONDS))
                        .asks(1, TWO_SECONDS),
                Case.of("all paused for the same time", waiting(TWO_SECONDS), waiting(TWO_SECONDS))
                        .asks(0, TWO_SECONDS),
                Case.of("no time left", HEALTHY)
                        .within(Duration.ofMillis(499))
                        .givesUpWith(DeadlineExceededException.class),
                Case.of("just enough time", HEALTHY)
                        .within(Duration.ofMillis(500))
                        .asks(0));
    }

    static List<Case> retries() {
        UpstreamException error = failure(FailureKind.SERVER_ERROR);
        UpstreamException interrupted = failure(FailureKind.STREAM_INTERRUPTED);
        UpstreamException overloaded = failure(FailureKind.OVERLOADED, ONE_SECOND);
        Duration extended = Duration.ofMillis(1_051);
        return List.of(
                Case.of("one retry after a server error", HEALTHY, HEALTHY)
                        .after(0, error)
                        .asks(0, Duration.ofMillis(120)),
                Case.of("no second retry after a server error", HEALTHY, HEALTHY)
                        .after(0, error, error)
                        .asks(1),
                Case.of("no retry without time for it", HEALTHY)
                        .after(0, error)
                        .within(Duration.ofMillis(600))
                        .givesUpWith(error),
                Case.of("overloaded, Retry-After short", HEALTHY, HEALTHY)
                        .after(0, failure(FailureKind.OVERLOADED, Duration.ofMillis(500)))
                        .asks(0, Duration.ofMillis(526)),
                Case.of("overloaded, Retry-After longer than the limit with its extension", HEALTHY, HEALTHY)
                        .after(0, overloaded)
                        .asks(1),
                Case.of("overloaded, Retry-After long", HEALTHY, HEALTHY)
                        .after(0, failure(FailureKind.OVERLOADED, Duration.ofSeconds(2)))
                        .asks(1),
                Case.of("overloaded, Retry-After long, no other provider", HEALTHY)
                        .after(0, failure(FailureKind.OVERLOADED, Duration.ofSeconds(2)))
                        .asks(0, Duration.ofMillis(2_101)),
                Case.of("overloaded, Retry-After long, circuit of the other open", HEALTHY, CIRCUIT_OPEN)
                        .after(0, failure(FailureKind.OVERLOADED, Duration.ofSeconds(2)))
                        .asks(0, Duration.ofMillis(2_101)),
                Case.of("overloaded, the other paused until after the deadline", HEALTHY, waiting(ONE_MINUTE))
                        .after(0, failure(FailureKind.OVERLOADED, TWO_SECONDS))
                        .asks(0, Duration.ofMillis(2_101)),
                Case.of("limited with Retry-After, then the other fails", waiting(TWO_SECONDS), HEALTHY)
                        .after(0, failure(FailureKind.RATE_LIMITED, Duration.ofSeconds(3)))
                        .after(1, error, error)
                        .asks(0, TWO_SECONDS),
                Case.of(
                                "all limited with Retry-After: the one that is sooner",
                                waiting(TWO_SECONDS),
                                waiting(ONE_SECOND))
                        .after(0, failure(FailureKind.RATE_LIMITED, Duration.ofSeconds(3)))
                        .after(1, failure(FailureKind.RATE_LIMITED, TWO_SECONDS))
                        .asks(1, Duration.ofMillis(2_101)),
                Case.of("limited until after the deadline, then the other fails", waiting(ONE_MINUTE), HEALTHY)
                        .after(0, failure(FailureKind.RATE_LIMITED, ONE_MINUTE))
                        .after(1, error, error)
                        .givesUpWith(FailureKind.RATE_LIMITED),
                Case.of("overloaded for the third time, another provider", HEALTHY, HEALTHY)
                        .after(0, overloaded, overloaded, overloaded)
                        .asks(1),
                Case.of("overloaded for the third time, no other provider", HEALTHY)
                        .after(0, overloaded, overloaded, overloaded)
                        .asks(0, extended),
                Case.of("overloaded for the fourth time", HEALTHY)
                        .after(0, overloaded, overloaded, overloaded, overloaded)
                        .givesUpWith(overloaded),
                Case.of("interrupted stream, another provider", HEALTHY, HEALTHY)
                        .after(0, interrupted)
                        .asks(1),
                Case.of("interrupted stream, no other provider", HEALTHY)
                        .after(0, interrupted)
                        .asks(0),
                Case.of("interrupted again", HEALTHY)
                        .after(0, interrupted, interrupted)
                        .givesUpWith(interrupted),
                Case.of("circuit opened meanwhile", CIRCUIT_OPEN, HEALTHY)
                        .after(0, error)
                        .asks(1),
                Case.of("probe of another request, a sibling is free", TWO_UPSTREAMS)
                        .after(0, failure(FailureKind.CIRCUIT_OPEN))
                        .asks(0));
    }

    static List<Case> timeouts() {
        return Stream.of(
                        FailureKind.HEADERS_TIMEOUT,
                        FailureKind.FIRST_TOKEN_TIMEOUT,
                        FailureKind.INVALID_RESPONSE,
                        FailureKind.MISCONFIGURED,
                        FailureKind.QUEUE_FULL)
                .flatMap(kind -> Stream.of(
                        Case.of(kind + ", another provider", HEALTHY, HEALTHY)
                                .after(0, failure(kind))
                                .asks(1),
                        Case.of(kind + ", no other provider", HEALTHY)
                                .after(0, failure(kind))
                                .givesUpWith(kind)))
                .toList();
    }

    static List<Case> rejections() {
        UpstreamException wrongField = wrongField();
        UpstreamException contentPolicy = contentPolicy();
        UpstreamException contextTooLong = contextTooLong();
        UpstreamException error = failure(FailureKind.SERVER_ERROR);
        return List.of(
                Case.of("refused by the first", HEALTHY, HEALTHY)
                        .after(0, wrongField)
                        .asks(1),
                Case.of("refused by all: the first reason counts", HEALTHY, HEALTHY)
                        .after(0, wrongField)
                        .after(1, wrongField())
                        .givesUpWith(wrongField),
                Case.of("refused by the first, prompt too long for the next", HEALTHY, HEALTHY)
                        .after(0, wrongField)
                        .after(1, contextTooLong)
                        .givesUpWith(wrongField),
                Case.of("refused, and no other provider", HEALTHY, CIRCUIT_OPEN)
                        .after(0, wrongField)
                        .givesUpWith(wrongField),
                Case.of("wrong request, says the fallback", HEALTHY, HEALTHY, HEALTHY)
                        .after(0, error, error)
                        .after(1, wrongField)
                        .asks(2),
                Case.of("content policy", HEALTHY, HEALTHY)
                        .after(0, contentPolicy)
                        .givesUpWith(contentPolicy),
                Case.of("content policy of the fallback", HEALTHY, HEALTHY, HEALTHY)
                        .after(0, error, error)
                        .after(1, contentPolicy)
                        .givesUpWith(contentPolicy),
                Case.of("context too long, next context unknown", context(4_096), HEALTHY)
                        .after(0, contextTooLong)
                        .asks(1),
                Case.of("context too long, next one longer", context(4_096), context(8_192))
                        .after(0, contextTooLong)
                        .asks(1),
                Case.of("context too long, next one not longer", context(4_096), context(4_096))
                        .after(0, contextTooLong)
                        .givesUpWith(contextTooLong),
                Case.of("context too long, third one longer", context(4_096), context(4_096), context(8_192))
                        .after(0, contextTooLong)
                        .asks(2),
                Case.of("rejected, then no time left", HEALTHY, HEALTHY)
                        .after(0, contextTooLong)
                        .within(Duration.ofMillis(400))
                        .givesUpWith(contextTooLong),
                Case.of("waited in vain for a place until no time was left", HEALTHY)
                        .after(0, failure(FailureKind.QUEUE_FULL))
                        .within(Duration.ofMillis(400))
                        .givesUpWith(FailureKind.QUEUE_FULL),
                Case.of("failed, then no time left", HEALTHY, HEALTHY)
                        .after(0, error)
                        .within(Duration.ofMillis(400))
                        .givesUpWith(DeadlineExceededException.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"firstAttempts", "retries", "timeouts", "rejections"})
    void decides(Case row) {
        NextAction action = policy.next(new FallbackState(row.providers(), row.failures(), row.timeLeft()));

        switch (action) {
            case NextAction.Attempt attempt -> {
                assertThat(attempt.provider()).isEqualTo(row.next());
                assertThat(attempt.delay()).isEqualTo(row.delay());
            }
            case NextAction.GiveUp(RuntimeException failure) -> {
                assertThat(row.next()).as("gave up with %s", failure).isEqualTo(-1);
                switch (row.told()) {
                    case FailureKind kind ->
                        assertThat(failure)
                                .isInstanceOfSatisfying(UpstreamException.class, told -> assertThat(told.kind())
                                        .isEqualTo(kind));
                    case Class<?> type -> assertThat(failure).isInstanceOf(type);
                    case null, default -> assertThat(failure).isSameAs(row.told());
                }
            }
        }
    }

    @Test
    void leavesHalfOfTheTimeToTheNextProvider() {
        NextAction action = policy.next(new FallbackState(List.of(HEALTHY, HEALTHY), List.of(), TIME_LEFT));

        assertThat(action)
                .isEqualTo(new NextAction.Attempt(0, ZERO, new QueueWait(Duration.ofSeconds(10), null), true));
        assertThat(policy.firstToken(true, TIME_LEFT, TIME_LEFT))
                .isEqualTo(new FirstTokenTimeout(Duration.ofSeconds(20), true));
    }

    @Test
    void leavesTheNextProviderTimeToAnswerByTheTarget() {
        NextAction action =
                policy.next(new FallbackState(List.of(HEALTHY, HEALTHY), List.of(), TIME_LEFT, Duration.ofSeconds(24)));

        assertThat(action).isEqualTo(new NextAction.Attempt(0, ZERO, new QueueWait(Duration.ofSeconds(6), null), true));
        assertThat(policy.firstToken(true, TIME_LEFT, Duration.ofSeconds(24)))
                .isEqualTo(new FirstTokenTimeout(Duration.ofSeconds(12), true));
    }

    @Test
    void plansForTheDeadlineWhereTheTargetHasPassed() {
        NextAction action =
                policy.next(new FallbackState(List.of(HEALTHY, HEALTHY), List.of(), TIME_LEFT, Duration.ZERO));

        assertThat(action)
                .isEqualTo(new NextAction.Attempt(0, ZERO, new QueueWait(Duration.ofSeconds(10), null), true));
        assertThat(policy.firstToken(true, TIME_LEFT, ZERO))
                .isEqualTo(new FirstTokenTimeout(Duration.ofSeconds(20), true));
    }

    @Test
    void neverEndsTheLastHopeAtTheTarget() {
        NextAction action = policy.next(
                new FallbackState(List.of(HEALTHY, CIRCUIT_OPEN), List.of(), TIME_LEFT, Duration.ofSeconds(2)));

        assertThat(action)
                .isEqualTo(new NextAction.Attempt(0, ZERO, new QueueWait(Duration.ofMillis(39_500), TIME_LEFT), false));
        assertThat(policy.firstToken(false, TIME_LEFT, Duration.ofSeconds(2)))
                .isEqualTo(new FirstTokenTimeout(Duration.ofMillis(39_500), false));
    }

    @Test
    void givesTheLastProviderAllTheTimeButTheTimeToNoticeSilence() {
        NextAction action = policy.next(new FallbackState(List.of(HEALTHY, CIRCUIT_OPEN), List.of(), TIME_LEFT));

        assertThat(action)
                .isEqualTo(new NextAction.Attempt(0, ZERO, new QueueWait(Duration.ofMillis(39_500), TIME_LEFT), false));
        assertThat(policy.firstToken(false, TIME_LEFT, TIME_LEFT))
                .isEqualTo(new FirstTokenTimeout(Duration.ofMillis(39_500), false));
    }

    @Test
    void waitsInTheQueueForAQuarterOfTheTimeWhereAnotherProviderCouldAnswer() {
        NextAction action = policy.next(new FallbackState(List.of(HEALTHY, HEALTHY), List.of(), Duration.ofSeconds(8)));

        assertThat(action).isInstanceOfSatisfying(NextAction.Attempt.class, attempt -> assertThat(
                        attempt.queueWait().longest())
                .isEqualTo(Duration.ofSeconds(2)));
    }

    @Test
    void waitsInTheQueueAsLongAsAnAttemptFitsWhereNoOtherProviderCouldAnswer() {
        NextAction action = policy.next(new FallbackState(List.of(HEALTHY), List.of(), ONE_MINUTE));

        assertThat(action).isInstanceOfSatisfying(NextAction.Attempt.class, attempt -> assertThat(
                        attempt.queueWait().longest())
                .isEqualTo(Duration.ofMillis(59_500)));
    }

    @Test
    void givesTheFirstTokenTheTimeThatTheWaitInTheQueueHasLeft() {
        assertThat(policy.firstToken(false, Duration.ofSeconds(5), ZERO).time()).isEqualTo(Duration.ofMillis(4_500));
        assertThat(policy.firstToken(false, Duration.ofMillis(500), ZERO).time())
                .isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void sharesTheTimeOnlyWithAProviderThatCanBeAskedInTheOtherHalf() {
        FirstTokenTimeout whole = new FirstTokenTimeout(Duration.ofMillis(39_500), false);
        FirstTokenTimeout half = new FirstTokenTimeout(Duration.ofSeconds(20), true);

        assertThat(firstToken(HEALTHY, waiting(Duration.ofSeconds(30)))).isEqualTo(whole);
        assertThat(firstToken(HEALTHY, waiting(ONE_MINUTE))).isEqualTo(whole);
        assertThat(firstToken(HEALTHY, waiting(Duration.ofSeconds(20)))).isEqualTo(half);
    }

    private FirstTokenTimeout firstToken(ProviderSnapshot... providers) {
        NextAction action = policy.next(new FallbackState(List.of(providers), List.of(), TIME_LEFT));
        return policy.firstToken(((NextAction.Attempt) action).alternative(), TIME_LEFT, TIME_LEFT);
    }

    @Test
    void asksTheNextProviderWhereTheBudgetDoesNotAllowThePriceOfTheFirst() {
        NextAction action = policy.next(new FallbackState(
                List.of(HEALTHY, HEALTHY),
                List.of(new FailedAttempt(0, failure(FailureKind.BUDGET_EXCEEDED))),
                TIME_LEFT));

        assertThat(action).isInstanceOfSatisfying(NextAction.Attempt.class, attempt -> assertThat(attempt.provider())
                .isEqualTo(1));
    }

    @Test
    void asksTheNextProviderWhereTheFirstModelHasNoPrice() {
        NextAction action = policy.next(new FallbackState(
                List.of(HEALTHY, HEALTHY),
                List.of(new FailedAttempt(0, failure(FailureKind.BUDGET_UNPRICED))),
                TIME_LEFT));

        assertThat(action).isInstanceOfSatisfying(NextAction.Attempt.class, attempt -> assertThat(attempt.provider())
                .isEqualTo(1));
    }

    @Test
    void asksNobodyWhileBudgetsCannotBeChecked() {
        NextAction action = policy.next(new FallbackState(
                List.of(HEALTHY, HEALTHY),
                List.of(new FailedAttempt(0, failure(FailureKind.BUDGET_UNAVAILABLE))),
                TIME_LEFT));

        assertThat(action).isInstanceOf(NextAction.GiveUp.class);
    }

    @Test
    void endsForEveryFailureThatRepeatsForEver() {
        for (FailureKind kind : FailureKind.values()) {
            List<FailedAttempt> failures = new ArrayList<>();
            List<ProviderSnapshot> providers = List.of(TWO_UPSTREAMS, HEALTHY);
            IntStream.range(0, 20).forEach(round -> {
                NextAction action = policy.next(new FallbackState(providers, failures, TIME_LEFT));
                if (action instanceof NextAction.Attempt attempt) {
                    failures.add(new FailedAttempt(attempt.provider(), failure(kind)));
                }
            });

            assertThat(failures).as("%s", kind).hasSizeLessThanOrEqualTo(7);
        }
    }

    @Test
    void sendsRequestsToTheNextProviderWhileTheFirstRests() {
        assertThat(nextProvider(List.of(resting(1), HEALTHY))).isEqualTo(1);
        assertThat(nextProvider(List.of(resting(1), CIRCUIT_OPEN))).isZero();
        assertThat(nextProvider(List.of(resting(1)))).isZero();
    }

    @Test
    void asksAProviderThatRestsWhereNobodyElseAnswers() {
        List<ProviderSnapshot> providers = List.of(resting(1), HEALTHY);
        FailedAttempt other = new FailedAttempt(1, failure(FailureKind.REJECTED));
        FailedAttempt first = new FailedAttempt(0, failure(FailureKind.REJECTED));

        assertThat(nextProvider(providers, other)).isZero();
        assertThat(policy.next(new FallbackState(providers, List.of(other, first), TIME_LEFT)))
                .isInstanceOf(NextAction.GiveUp.class);
    }

    @Test
    void asksAProviderThatWasPassedOverWhenItsRestHasEnded() {
        FailedAttempt other = new FailedAttempt(1, failure(FailureKind.REJECTED));

        assertThat(nextProvider(List.of(HEALTHY, HEALTHY), other)).isZero();
    }

    @Test
    void leavesTimeToAProviderThatRestsBehindTheOneThatIsAsked() {
        NextAction action = policy.next(new FallbackState(List.of(resting(1), resting(1)), List.of(), TIME_LEFT));

        assertThat(((NextAction.Attempt) action).provider()).isZero();
        assertThat(((NextAction.Attempt) action).alternative()).isTrue();
        NextAction second = policy.next(new FallbackState(List.of(resting(1), HEALTHY), List.of(), TIME_LEFT));
        assertThat(((NextAction.Attempt) second).provider()).isEqualTo(1);
        assertThat(((NextAction.Attempt) second).alternative()).isTrue();
    }

    @Test
    void doesNotRetryALimitThatOutlastsARest() {
        FailedAttempt limited = new FailedAttempt(0, failure(FailureKind.RATE_LIMITED));

        assertThat(nextProvider(List.of(resting(1), HEALTHY), limited)).isZero();
        assertThat(nextProvider(List.of(resting(2), HEALTHY), limited)).isEqualTo(1);
        assertThat(nextProvider(List.of(resting(2)), limited)).isZero();
    }

    private int nextProvider(List<ProviderSnapshot> providers, FailedAttempt... failures) {
        NextAction action = policy.next(new FallbackState(providers, List.of(failures), TIME_LEFT));
        return ((NextAction.Attempt) action).provider();
    }

    private static ProviderSnapshot resting(int rests) {
        return new ProviderSnapshot(true, ZERO, 1, null, false, rests);
    }

    private static ProviderSnapshot waiting(Duration retryAfter) {
        return new ProviderSnapshot(true, retryAfter, 1, null);
    }

    private static ProviderSnapshot context(int tokens) {
        return new ProviderSnapshot(true, ZERO, 1, tokens);
    }
}
