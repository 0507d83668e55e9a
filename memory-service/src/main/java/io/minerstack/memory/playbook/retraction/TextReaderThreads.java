package io.minerstack.memory.playbook.retraction;

import java.util.concurrent.Callable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Threads that read long texts. A message can have 600,000 characters: neither an event loop nor a transaction waits
 * for rules that read it, and the messages of other callers do not wait behind it. A short text is read at once, on the
 * thread of the caller.
 */
@Component
public class TextReaderThreads implements DisposableBean {

    private static final int MAX_WAITING = 10_000;
    private static final int SHORT_TEXT = 500;
    /** What people write and models answer is shorter. */
    private static final int ORDINARY_TEXT = 20_000;

    private final Scheduler ordinary = threads(Math.max(2, Runtime.getRuntime().availableProcessors()), "text-reader");
    private final Scheduler huge = threads(1, "huge-text-reader");

    private static Scheduler threads(int count, String name) {
        return Schedulers.newBoundedElastic(count, MAX_WAITING, name, 60, true);
    }

    /**
     * Runs the work.
     *
     * @param length of the text in characters
     */
    public <T> Mono<T> run(int length, Callable<T> work) {
        Mono<T> result = Mono.fromCallable(work);
        return length <= SHORT_TEXT ? result : result.subscribeOn(length <= ORDINARY_TEXT ? ordinary : huge);
    }

    @Override
    public void destroy() {
        ordinary.dispose();
        huge.dispose();
    }
}
