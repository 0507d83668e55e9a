package io.minerstack.agent.junk;

import io.minerstack.agent.stage.Stage;
import io.minerstack.agent.stage.StageTimes;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Runs the checks of long texts on two threads of their own, so that no event loop waits for them. A short text is
 * checked at once, on the thread of the caller.
 */
@Component
public final class JunkCheckExecutor implements DisposableBean {

    private static final int THREADS = 2;
    private static final int QUEUED_PER_THREAD = 256;
    private static final int IDLE_SECONDS = 60;
    // checked in about 0.3 ms; the change of the thread costs a tenth of that
    private static final int SHORT_TEXT = 2_000;

    private final Scheduler threads =
            Schedulers.newBoundedElastic(THREADS, QUEUED_PER_THREAD, "junk-check", IDLE_SECONDS, true);

    /**
     * The result of a check.
     *
     * @param length of the texts that the check reads, in characters
     * @param unchecked the result where the queue is full: an answer is worth more than its check
     */
    public <T> Mono<T> run(int length, Supplier<T> check, T unchecked) {
        return Mono.deferContextual(context -> {
            StageTimes times = StageTimes.of(context);
            return length <= SHORT_TEXT
                    ? Mono.fromSupplier(() -> StageTimes.measure(times, Stage.PARSE, check))
                    : queued(check, times).onErrorReturn(RejectedExecutionException.class, unchecked);
        });
    }

    private <T> Mono<T> queued(Supplier<T> check, @Nullable StageTimes times) {
        Runnable started = StageTimes.waiting(times);
        return Mono.fromSupplier(() -> {
                    started.run();
                    return StageTimes.measure(times, Stage.PARSE, check);
                })
                .subscribeOn(threads)
                .doFinally(end -> started.run());
    }

    @Override
    public void destroy() {
        threads.dispose();
    }
}
