package io.minerstack.localllm.generation;

import io.minerstack.localllm.engine.InferenceEngine;
import io.minerstack.servicesupport.context.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/**
 * Lets a fixed number of generations run, each on a thread of its own, and a bounded number wait. Callers are event loops,
 * so nothing on their side locks: a counter admits, a lock-free queue holds, a semaphore wakes a worker.
 */
@Component
public class GenerationQueue implements DisposableBean {

    private final InferenceEngine engine;
    private final GenerationProperties limits;
    private final GenerationMetrics metrics;
    private final Clock clock;
    private final Queue<GenerationTask> waiting = new ConcurrentLinkedQueue<>();
    private final Set<GenerationTask> running = ConcurrentHashMap.newKeySet();
    private final AtomicInteger admitted = new AtomicInteger();
    private final Semaphore work = new Semaphore(0);
    private final List<Thread> workers;
    private volatile boolean closed;

    GenerationQueue(InferenceEngine engine, GenerationProperties limits, GenerationMetrics metrics, Clock clock) {
        this.engine = engine;
        this.limits = limits;
        this.metrics = metrics;
        this.clock = clock;
        metrics.watchQueue(waiting);
        this.workers = IntStream.range(0, engine.parallel())
                .mapToObj(n ->
                        Thread.ofPlatform().daemon().name("generation-" + n).start(this::work))
                .toList();
    }

    /**
     * Answers a request. Cancelling stops the generation with its next token (while the prompt is still being read, after
     * that: the engine can't be interrupted there), or takes it out of the queue. Fails with
     * {@link QueueFullException} (at once, also where its turn is not likely to come before {@code deadline}), {@link PromptTooLongException} or {@link io.minerstack.localllm.engine.InvalidChatRequestException}.
     */
    public Flux<GenerationEvent> run(GenerationRequest request, Deadline deadline) {
        return Flux.create(sink -> {
            Duration missing = waitBehind(admitted.get()).minus(deadline.remaining(clock));
            if (missing.isPositive()) {
                metrics.rejected();
                sink.error(new QueueFullException(missing));
                return;
            }
            if (!admit()) {
                metrics.rejected();
                sink.error(new QueueFullException(metrics.timeFor(admitted.get(), engine.parallel())));
                return;
            }
            GenerationTask generation = new GenerationTask(request, engine, limits.maxTokens(), metrics, sink);
            sink.onDispose(() -> {
                generation.cancel();
                if (waiting.remove(generation)) {
                    admitted.decrementAndGet();
                }
            });
            waiting.add(generation);
            work.release();
        });
    }

    /** How long a request is likely to wait behind so many; not at all while a worker is free, whatever others took. */
    private Duration waitBehind(int others) {
        int toEndFirst = others - engine.parallel() + 1;
        return toEndFirst > 0 ? metrics.timeFor(toEndFirst, engine.parallel()) : Duration.ZERO;
    }

    private boolean admit() {
        int limit = engine.parallel() + limits.queue();
        return admitted.getAndUpdate(count -> count < limit ? count + 1 : count) < limit;
    }

    private void work() {
        while (!closed) {
            work.acquireUninterruptibly();
            // none where its caller left while it waited
            GenerationTask next = waiting.poll();
            if (next != null) {
                running.add(next);
                try {
                    next.run();
                } finally {
                    running.remove(next);
                    admitted.decrementAndGet();
                }
            }
        }
    }

    /** Stops what runs, so that the process can end: the model's own thread is not to be caught in the middle of it. */
    @Override
    public void destroy() throws InterruptedException {
        closed = true;
        running.forEach(GenerationTask::cancel);
        work.release(workers.size());
        for (Thread worker : workers) {
            worker.join(2_000);
        }
    }
}
