package io.minerstack.agent.vote;

import io.minerstack.agent.stage.StageTimes;
import io.minerstack.agent.text.WorkBudget;
import io.minerstack.servicesupport.problem.ProblemException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Runs text comparisons on two threads of their own: the threads of {@link Schedulers#parallel()} drive every timeout
 * of this service, and a long comparison there would delay the timeouts. The queue is bounded, so that an overload is
 * answered with 503 at once instead of after a long wait.
 */
@Component
public final class VoteExecutor implements DisposableBean {

    private static final int THREADS = 2;
    private static final int QUEUED_PER_THREAD = 64;
    private static final int IDLE_SECONDS = 60;
    private static final int RETRY_AFTER_SECONDS = 5;

    private final Scheduler scheduler;

    public VoteExecutor() {
        this(THREADS, QUEUED_PER_THREAD);
    }

    VoteExecutor(int threads, int queuedPerThread) {
        this.scheduler = Schedulers.newBoundedElastic(threads, queuedPerThread, "vote", IDLE_SECONDS, true);
    }

    /**
     * Runs {@code work} with a budget of its own; cancelling the result cancels the budget.
     *
     * @throws ProblemException 503 with {@code Retry-After: 5} if the queue is full
     */
    public <T> Mono<T> run(Function<WorkBudget, T> work) {
        return Mono.deferContextual(context -> {
            WorkBudget budget = new WorkBudget(WorkBudget.DEFAULT_UNITS);
            Runnable started = StageTimes.waiting(StageTimes.of(context));
            return Mono.fromSupplier(() -> {
                        started.run();
                        return work.apply(budget);
                    })
                    .subscribeOn(scheduler)
                    .doFinally(end -> started.run())
                    .doOnCancel(budget::cancel)
                    .onErrorMap(
                            RejectedExecutionException.class,
                            queueFull -> ProblemException.unavailable(
                                    "Too many votes are being counted. Retry later.", RETRY_AFTER_SECONDS));
        });
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }
}
