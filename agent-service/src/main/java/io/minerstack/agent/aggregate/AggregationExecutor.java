package io.minerstack.agent.aggregate;

import io.minerstack.servicesupport.problem.Problem;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A few threads for comparing long texts. Reactor's own ones for computing drive every timeout of this service too, which
 * then would come late; and a queue with an end turns callers away rather than let them wait for nothing.
 */
@Component
class AggregationExecutor implements DisposableBean {

    private static final int THREADS = 2;
    private static final int WAITING = 64;
    private static final int IDLE_SECONDS = 60;
    private static final int RETRY_AFTER_SECONDS = 5;

    private final Scheduler threads;

    AggregationExecutor() {
        this(THREADS, WAITING);
    }

    AggregationExecutor(int threads, int waitingForEach) {
        this.threads = Schedulers.newBoundedElastic(threads, waitingForEach, "aggregate", IDLE_SECONDS, true);
    }

    /**
     * The work's result; it is told to stop when nobody waits for that any more.
     *
     * @throws Problem 503 where too much work waits already
     */
    <T> Mono<T> run(Function<WorkBudget, T> work) {
        return Mono.defer(() -> {
            WorkBudget effort = new WorkBudget(WorkBudget.MOST);
            return Mono.fromSupplier(() -> work.apply(effort))
                    .subscribeOn(threads)
                    .doOnCancel(effort::stop)
                    .onErrorMap(
                            RejectedExecutionException.class,
                            full -> Problem.unavailable(
                                    "Too many aggregations are under way just now.", RETRY_AFTER_SECONDS));
        });
    }

    @Override
    public void destroy() {
        threads.dispose();
    }
}
