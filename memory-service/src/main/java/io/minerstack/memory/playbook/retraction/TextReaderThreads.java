package io.minerstack.memory.playbook.retraction;

import java.util.concurrent.Callable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Threads that read long texts. A message can have 600,000 characters: neither an event loop nor a transaction waits
 * for rules that read it. A short text is read at once, on the thread of the caller.
 */
@Component
public class TextReaderThreads implements DisposableBean {

    private static final int MAX_WAITING = 10_000;
    private static final int SHORT_TEXT = 500;

    private final Scheduler threads = Schedulers.newBoundedElastic(
            Math.max(2, Runtime.getRuntime().availableProcessors()), MAX_WAITING, "text-reader", 60, true);

    /**
     * Runs the work.
     *
     * @param length of the text in characters
     */
    public <T> Mono<T> run(int length, Callable<T> work) {
        Mono<T> result = Mono.fromCallable(work);
        return length <= SHORT_TEXT ? result : result.subscribeOn(threads);
    }

    @Override
    public void destroy() {
        threads.dispose();
    }
}
