package io.minerstack.localllm.generation;

import io.minerstack.localllm.engine.InferenceEngine;
import io.minerstack.localllm.engine.InvalidChatRequestException;
import io.minerstack.servicesupport.context.RequestContext;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/**
 * Runs a fixed number of generations, each on a worker thread, and lets a limited number of requests wait. Callers
 * are event loops and must not block, so this class uses no locks on their side: a counter admits requests, a
 * lock-free queue holds them, and a semaphore wakes a worker.
 */
@Component
public class GenerationQueue implements DisposableBean {

    private final InferenceEngine engine;
    private final GenerationProperties limits;
    private final GenerationMetrics metrics;
    private final DurationEstimator estimator;
    private final Clock clock;
    private final Queue<GenerationTask> waiting = new ConcurrentLinkedQueue<>();
    private final Set<GenerationTask> running = ConcurrentHashMap.newKeySet();
    /** Requests that wait or run. */
    private final AtomicInteger admitted = new AtomicInteger();
    /** Characters of the prompts of the requests that wait or run. */
    private final AtomicLong admittedCharacters = new AtomicLong();

    private final Semaphore queued = new Semaphore(0);
    private final List<Thread> workers;
    private volatile boolean closed;

    GenerationQueue(
            InferenceEngine engine,
            GenerationProperties limits,
            GenerationMetrics metrics,
            DurationEstimator estimator,
            Clock clock) {
        this.engine = engine;
        this.limits = limits;
        this.metrics = metrics;
        this.estimator = estimator;
        this.clock = clock;
        metrics.registerQueueDepth(waiting);
        this.workers = IntStream.range(0, engine.parallel())
                .mapToObj(n ->
                        Thread.ofPlatform().daemon().name("generation-" + n).start(this::runTasks))
                .toList();
    }

    /**
     * Generates the answer to a request. Cancelling removes a waiting request from the queue and stops a running
     * generation at its next token, or after the part of the prompt that the engine reads.
     *
     * <p>Fails with {@link QueueFullException} at once, if the queue is full. Fails with {@link
     * DeadlineTooShortException} at once, if the estimated wait and the reading of the prompt would take longer than
     * the time until the deadline; also while the prompt is read, as soon as it is clear that the rest of it can't be
     * read in time. Fails with {@link PromptTooLongException} or {@link
     * InvalidChatRequestException} when the generation starts.
     */
    public Flux<GenerationEvent> generate(GenerationRequest request, RequestContext context) {
        long characters = request.characters();
        return Flux.create(sink -> {
            Duration tooLate =
                    estimatedWait(characters).minus(context.deadline().remaining(clock));
            if (tooLate.isPositive()) {
                metrics.countRejected();
                sink.error(new DeadlineTooShortException(tooLate));
                return;
            }
            if (!admit()) {
                metrics.countRejected();
                sink.error(new QueueFullException(estimatedWait(0)));
                return;
            }
            admittedCharacters.addAndGet(characters);
            GenerationTask task =
                    new GenerationTask(request, context, engine, limits.maxTokens(), metrics, estimator, clock, sink);
            sink.onDispose(() -> {
                task.cancel();
                if (waiting.remove(task)) {
                    leave(task);
                }
            });
            waiting.add(task);
            queued.release();
        });
    }

    private void leave(GenerationTask task) {
        admittedCharacters.addAndGet(-task.characters());
        admitted.decrementAndGet();
    }

    /**
     * The estimated time until one more request has its first token: {@code (answers + prompts) / parallel} of the
     * {@code ahead - parallel + 1} requests that must end first, plus the reading of its own prompt. Zero while a
     * worker is free. Of a request that is cancelled, only the rest of the part counts that the engine reads.
     *
     * @param characters characters of the request's prompt
     */
    private Duration estimatedWait(long characters) {
        List<GenerationTask> stopping =
                running.stream().filter(GenerationTask::isCancelled).toList();
        int ahead = admitted.get() - stopping.size();
        int mustEndFirst = ahead - engine.parallel() + 1;
        Duration rest = stopping.stream().map(GenerationTask::restOfPart).reduce(Duration.ZERO, Duration::plus);
        if (mustEndFirst <= 0) {
            boolean workerIsFree = ahead + stopping.size() < engine.parallel();
            return workerIsFree ? Duration.ZERO : rest.dividedBy(engine.parallel());
        }
        long stoppingCharacters =
                stopping.stream().mapToLong(GenerationTask::characters).sum();
        long ofPrompts = Math.max(0, admittedCharacters.get() - stoppingCharacters);
        return estimator
                .answers(mustEndFirst)
                .plus(estimator.promptReading(ofPrompts * mustEndFirst / ahead))
                .plus(rest)
                .dividedBy(engine.parallel())
                .plus(estimator.promptReading(characters));
    }

    private boolean admit() {
        int limit = engine.parallel() + limits.queue();
        return admitted.getAndUpdate(count -> count < limit ? count + 1 : count) < limit;
    }

    private void runTasks() {
        while (!closed) {
            queued.acquireUninterruptibly();
            // null if the caller cancelled while the request waited
            GenerationTask next = waiting.poll();
            if (next != null) {
                running.add(next);
                try {
                    next.run();
                } finally {
                    running.remove(next);
                    leave(next);
                }
            }
        }
    }

    /** Stops running generations: the process must not end while the engine's native thread still computes. */
    @Override
    public void destroy() throws InterruptedException {
        closed = true;
        running.forEach(GenerationTask::cancel);
        queued.release(workers.size());
        for (Thread worker : workers) {
            worker.join(2_000);
        }
    }
}
