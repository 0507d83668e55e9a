package io.minerstack.localllm.generation;

import io.minerstack.localllm.engine.InferenceEngine;
import io.minerstack.localllm.generation.GenerationEvent.FinishReason;
import io.minerstack.localllm.generation.GenerationEvent.Finished;
import io.minerstack.localllm.generation.GenerationEvent.Piece;
import io.minerstack.localllm.generation.GenerationEvent.Usage;
import io.minerstack.localllm.generation.GenerationMetrics.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.FluxSink;

/** One request's way through the engine, on a worker's thread. */
class GenerationTask {

    /** The engine may put a token of its own before the prompt. */
    private static final int RESERVE = 2;

    private static final Logger log = LoggerFactory.getLogger(GenerationTask.class);

    private final GenerationRequest request;
    private final InferenceEngine engine;
    private final int ownLimit;
    private final GenerationMetrics metrics;
    private final FluxSink<GenerationEvent> sink;
    private final long asked = System.nanoTime();
    private volatile boolean cancelled;

    GenerationTask(
            GenerationRequest request,
            InferenceEngine engine,
            int ownLimit,
            GenerationMetrics metrics,
            FluxSink<GenerationEvent> sink) {
        this.request = request;
        this.engine = engine;
        this.ownLimit = ownLimit;
        this.metrics = metrics;
        this.sink = sink;
    }

    void cancel() {
        cancelled = true;
    }

    void run() {
        if (cancelled) {
            return;
        }
        long started = System.nanoTime();
        Outcome outcome = Outcome.FAILED;
        try {
            outcome = generate();
        } catch (RuntimeException failure) {
            sink.error(failure);
        } catch (Error failure) {
            // a library that does not fit shows itself so; the thread must live to answer the others
            log.error("the engine failed", failure);
            sink.error(new IllegalStateException("the engine failed", failure));
        } finally {
            metrics.generated(outcome, System.nanoTime() - started);
        }
    }

    private Outcome generate() {
        InferenceEngine.Prompt prompt = engine.prepare(request.messages());
        int room = engine.contextLength() - RESERVE - prompt.tokens();
        if (room < 1) {
            sink.error(new PromptTooLongException(prompt.tokens(), engine.contextLength() - RESERVE));
            return Outcome.REFUSED;
        }
        Integer wished = request.maxTokens();
        int maxTokens = Math.min(room, wished == null ? ownLimit : Math.min(wished, ownLimit));
        int tokens = 0;
        boolean lastShowed = false;
        try (InferenceEngine.Run run = engine.start(prompt, request.sampling(), maxTokens)) {
            for (String text = run.next(); text != null; text = run.next()) {
                if (cancelled) {
                    return Outcome.CANCELLED;
                }
                if (tokens == 0) {
                    metrics.firstToken(System.nanoTime() - asked);
                }
                // one piece is one token, but for characters that are made of several
                tokens += text.codePoints().allMatch(c -> c < 128) ? 1 : engine.count(text);
                lastShowed = !text.isEmpty();
                if (lastShowed) {
                    sink.next(new Piece(text));
                }
            }
        }
        // the token that ends an answer shows nothing: one that shows, as the last one allowed, was cut off
        FinishReason reason = tokens >= maxTokens && lastShowed ? FinishReason.LENGTH : FinishReason.STOP;
        Usage usage = new Usage(prompt.tokens(), tokens);
        metrics.tokens(usage);
        sink.next(new Finished(reason, usage));
        sink.complete();
        return reason == FinishReason.LENGTH ? Outcome.LENGTH : Outcome.STOP;
    }
}
