package io.minerstack.agent.aggregate;

import static io.minerstack.agent.TestObjects.input;
import static io.minerstack.agent.TestObjects.output;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minerstack.agent.TestObjects;
import io.minerstack.agent.answer.AnswerGenerator;
import io.minerstack.agent.answer.AnswerMetrics;
import io.minerstack.agent.answer.ModelCaller;
import io.minerstack.agent.completion.Completion;
import io.minerstack.agent.completion.ModelCallException;
import io.minerstack.agent.component.ComponentInvocation;
import io.minerstack.agent.component.ComponentResult;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.memory.MemoryContext;
import io.minerstack.agent.prompt.PromptBudget;
import io.minerstack.agent.prompt.PromptProperties;
import io.minerstack.agent.text.WorkBudget;
import io.minerstack.servicesupport.context.Deadline;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.RequestId;
import io.minerstack.servicesupport.context.Tenant;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class AggregationExecutorTests {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final AggregationExecutor executor = new AggregationExecutor(1, 1);

    @AfterEach
    void stop() {
        executor.destroy();
    }

    @Test
    void cancelsTheBudgetWhenTheSubscriberCancels() {
        AtomicReference<WorkBudget> seen = new AtomicReference<>();
        CountDownLatch stopped = new CountDownLatch(1);
        Disposable waiting = executor.run(budget -> {
                    seen.set(budget);
                    while (!budget.isExhausted()) {
                        Thread.onSpinWait();
                    }
                    stopped.countDown();
                    return "";
                })
                .subscribe();
        await().atMost(SOON).until(() -> seen.get() != null);

        waiting.dispose();

        await().atMost(SOON).until(() -> stopped.getCount() == 0);
    }

    @Test
    void answersUnavailableIfTheQueueIsFull() {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        executor.run(budget -> {
                    begun.countDown();
                    return awaited(end);
                })
                .subscribe();
        assertThat(awaited(begun)).isTrue();
        executor.run(budget -> "").subscribe();

        StepVerifier.create(executor.run(budget -> ""))
                .expectErrorSatisfies(full -> assertThat(full)
                        .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                                .isEqualTo(ProblemType.UNAVAILABLE)))
                .verify(SOON);
        end.countDown();
    }

    @Test
    void runsAggregationsOnThreadsOfTheirOwn() {
        AnswerMetrics answerMetrics = new AnswerMetrics(new SimpleMeterRegistry());
        AnswerGenerator answerGenerator = new AnswerGenerator(
                new ModelCaller(
                        question -> Mono.<Completion>error(
                                        new ModelCallException(ModelCallException.Reason.UNAVAILABLE, 503))
                                .publishOn(Schedulers.parallel()),
                        new PromptBudget(new PromptProperties(48_000, 4_000), OptionalInt::empty),
                        TestObjects.standardProfiles(),
                        answerMetrics,
                        Clock.systemUTC()),
                answerMetrics,
                Clock.systemUTC());
        AggregateHandler handler = new AggregateHandler(
                answerGenerator,
                TestObjects.standardProfiles(),
                new AggregateProperties(SOON),
                new AggregateMetrics(new SimpleMeterRegistry()),
                executor,
                Clock.systemUTC());
        ComponentInvocation invocation = new ComponentInvocation(
                ComponentName.AGGREGATE,
                input("", List.of(output("1", "Notebook one"), output("1", "Notebook two")), "q"),
                MemoryContext.UNUSED);

        RequestContext context =
                new RequestContext(new RequestId("r"), new Tenant("t"), Deadline.in(SOON, Clock.systemUTC()), null);

        Mono<String> thread = handler.handle(invocation)
                .map((ComponentResult draft) -> Thread.currentThread().getName())
                .contextWrite(context::into);

        StepVerifier.create(thread)
                .assertNext(name -> assertThat(name).startsWith("aggregate"))
                .expectComplete()
                .verify(SOON);
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
