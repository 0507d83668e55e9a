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

/** An engine that generates one token per permit and counts running and closed generations. */
class FakeInferenceEngine implements InferenceEngine {

    final Semaphore permits = new Semaphore(0);
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger mostRunning = new AtomicInteger();
    final AtomicInteger started = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final AtomicBoolean failsToLink = new AtomicBoolean();
    /** Every part of a prompt needs a permit; one token is one part. */
    final Semaphore promptPermits = new Semaphore(Integer.MAX_VALUE);

    private final int parallel;
    private final List<String> tokens;

    FakeInferenceEngine(int parallel, String... tokens) {
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
    public RenderedPrompt render(List<PromptMessage> messages) {
        String text = messages.getFirst().content();
        return new RenderedPrompt(text, text.length());
    }

    @Override
    public int countTokens(String text) {
        return text.length();
    }

    @Override
    public TokenStream start(RenderedPrompt prompt, SamplingParameters sampling, int maxTokens) {
        started.incrementAndGet();
        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
        Iterator<String> remaining = tokens.stream().limit(maxTokens).iterator();
        AtomicInteger unread = new AtomicInteger(prompt.tokens());
        return new TokenStream() {
            @Override
            public int readPromptPart() {
                promptPermits.acquireUninterruptibly();
                return unread.decrementAndGet();
            }

            @Override
            public @Nullable String next() {
                permits.acquireUninterruptibly();
                if (failsToLink.getAndSet(false)) {
                    throw new NoSuchMethodError("incompatible library");
                }
                return remaining.hasNext() ? remaining.next() : null;
            }

            @Override
            public void close() {
                running.decrementAndGet();
                closed.incrementAndGet();
            }
        };
    }
}
