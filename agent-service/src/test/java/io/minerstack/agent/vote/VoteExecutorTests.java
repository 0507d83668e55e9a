package io.minerstack.agent.vote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minerstack.agent.stage.Stage;
import io.minerstack.agent.stage.StageTimes;
import io.minerstack.agent.text.WorkBudget;
import io.minerstack.servicesupport.problem.ProblemException;
import io.minerstack.servicesupport.problem.ProblemType;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

class VoteExecutorTests {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final VoteExecutor executor = new VoteExecutor(1, 1);

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
    void countsTheWaitForAThreadAsTheStageQueue() {
        StageTimes times = new StageTimes();

        executor.run(budget -> "counted").contextWrite(times::into).block(SOON);

        assertThat(times.nanos(Stage.QUEUE)).isNotNegative();
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

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
