package io.minerstack.localllm.generation;

import io.minerstack.localllm.engine.InferenceEngine;
import io.minerstack.localllm.engine.PromptMessage;
import io.minerstack.localllm.engine.SamplingParameters;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An engine that gives its tokens one by one as the test allows, and counts what runs and what was closed. */
class FakeEngine implements Engine {

    final Semaphore mayGo = new Semaphore(0);
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger mostRunning = new AtomicInteger();
    final AtomicInteger started = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicBoolean doesNotFit = new AtomicBoolean();
    private final int parallel;
    private final List<String> tokens;

    FakeEngine(int parallel, String... tokens) {
        this.parallel = parallel;
        this.tokens = List.of(tokens);
    }

    @Override
    public int parallel() {
        return parallel;
    }

    @Override
    public int contextLength() {
        return 100;
    }

    @Override
    public Prompt prepare(List<Message> messages) {
        String text = messages.getFirst().content();
        return new Prompt(text, text.length());
    }

    @Override
    public int count(String text) {
        return text.length();
    }

    @Override
    public Run start(Prompt prompt, Sampling sampling, int maxTokens) {
        started.incrementAndGet();
        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
        Iterator<String> left = tokens.stream().limit(maxTokens).iterator();
        return new Run() {
            @Override
            public @Nullable String next() {
                mayGo.acquireUninterruptibly();
                if (doesNotFit.getAndSet(false)) {
                    throw new NoSuchMethodError("another version of the library");
                }
                return left.hasNext() ? left.next() : null;
            }

            @Override
            public void close() {
                running.decrementAndGet();
                closed.incrementAndGet();
            }
        };
    }
}
