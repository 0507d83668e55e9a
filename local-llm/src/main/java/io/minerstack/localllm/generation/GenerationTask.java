package io.minerstack.localllm.generation;

import io.minerstack.localllm.engine.InferenceEngine;
import io.minerstack.localllm.generation.GenerationEvent.FinishReason;
import io.minerstack.localllm.generation.GenerationEvent.Finished;
import io.minerstack.localllm.generation.GenerationEvent.TextDelta;
import io.minerstack.localllm.generation.GenerationEvent.TokenCounts;
import io.minerstack.localllm.generation.GenerationMetrics.GenerationOutcome;
import io.minerstack.servicesupport.context.LogContext;
import io.minerstack.servicesupport.context.RequestContext;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.FluxSink;

/** Runs one generation on a worker thread and sends its events to the caller. */
class GenerationTask {

    /** Tokens that are kept free because the engine can put a token of its own before the prompt. */
    private static final int RESERVED_TOKENS = 2;

    private static final Logger log = LoggerFactory.getLogger(GenerationTask.class);

    private final GenerationRequest request;
    private final RequestContext context;
    private final InferenceEngine engine;
    private final int maxTokensLimit;
    private final GenerationMetrics metrics;
    private final DurationEstimator estimator;
    private final Clock clock;
    private final FluxSink<GenerationEvent> sink;
    private final long queuedAtNanos = System.nanoTime();
    private volatile boolean cancelled;
    private volatile long partStartedAtNanos;
    /** The time of the part that was read last; 0 while no prompt is read. */
    private volatile long partNanos;

    GenerationTask(
            GenerationRequest request,
            RequestContext context,
            InferenceEngine engine,
            int maxTokensLimit,
            GenerationMetrics metrics,
            DurationEstimator estimator,
            Clock clock,
            FluxSink<GenerationEvent> sink) {
        this.request = request;
        this.context = context;
        this.engine = engine;
        this.maxTokensLimit = maxTokensLimit;
        this.metrics = metrics;
        this.estimator = estimator;
        this.clock = clock;
        this.sink = sink;
    }

    long characters() {
        return request.characters();
    }

    void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** What is left of the part of the prompt that the engine reads, if that part takes as long as the one before. */
    Duration restOfPart() {
        long rest = partNanos - (System.nanoTime() - partStartedAtNanos);
        return Duration.ofNanos(Math.max(0, rest));
    }

    void run() {
        if (cancelled) {
            return;
        }
        long startedAtNanos = System.nanoTime();
        GenerationOutcome outcome = GenerationOutcome.FAILED;
        try {
            outcome = generate();
        } catch (RuntimeException failure) {
            sink.error(failure);
        } catch (Error failure) {
            // An incompatible library throws an Error. The worker thread has to survive it to run the other tasks.
            LogContext.with(context, () -> log.error("generation: the engine failed", failure));
            sink.error(new IllegalStateException("the engine failed", failure));
        } finally {
            metrics.recordGeneration(outcome, System.nanoTime() - startedAtNanos);
        }
    }

    private GenerationOutcome generate() {
        InferenceEngine.RenderedPrompt prompt = engine.render(request.messages());
        int usableContext = engine.contextLength() - RESERVED_TOKENS;
        int room = usableContext - prompt.tokens();
        if (room < 1) {
            sink.error(new PromptTooLongException(prompt.tokens(), usableContext));
            return GenerationOutcome.REFUSED;
        }
        int maxTokens = Math.min(room, maxTokens());
        int generated = 0;
        boolean lastTokenHadText = false;
        long answerStartedAtNanos = 0;
        try (InferenceEngine.TokenStream stream = engine.start(prompt, request.sampling(), maxTokens)) {
            PromptReading reading = new PromptReading(prompt.tokens(), request.characters(), estimator);
            for (int unread = readPart(stream); unread > 0; unread = readPart(stream)) {
                reading.partRead(unread);
                Duration tooLate = reading.remaining().minus(context.deadline().remaining(clock));
                if (cancelled || tooLate.isPositive()) {
                    reading.stopped();
                    return cancelled ? GenerationOutcome.CANCELLED : refuse(tooLate);
                }
            }
            partNanos = 0;
            for (String text = stream.next(); text != null; text = stream.next()) {
                if (generated == 0) {
                    answerStartedAtNanos = System.nanoTime();
                    reading.complete();
                    metrics.recordFirstToken(answerStartedAtNanos - queuedAtNanos);
                }
                if (cancelled) {
                    estimator.learnStoppedAnswer(System.nanoTime() - answerStartedAtNanos);
                    return GenerationOutcome.CANCELLED;
                }
                generated += tokensOf(text);
                lastTokenHadText = !text.isEmpty();
                if (lastTokenHadText) {
                    sink.next(new TextDelta(text));
                }
            }
        }
        if (generated > 0) {
            estimator.learnAnswer(System.nanoTime() - answerStartedAtNanos);
        }
        // The token that ends an answer has no text. If the last allowed token had text, the limit cut the answer off.
        FinishReason reason = generated >= maxTokens && lastTokenHadText ? FinishReason.LENGTH : FinishReason.STOP;
        TokenCounts tokens = new TokenCounts(prompt.tokens(), generated);
        metrics.countTokens(tokens);
        sink.next(new Finished(reason, tokens));
        sink.complete();
        return reason == FinishReason.LENGTH ? GenerationOutcome.LENGTH : GenerationOutcome.STOP;
    }

    private int readPart(InferenceEngine.TokenStream stream) {
        long started = System.nanoTime();
        partStartedAtNanos = started;
        int unread = stream.readPromptPart();
        partNanos = System.nanoTime() - started;
        return unread;
    }

    private GenerationOutcome refuse(Duration tooLate) {
        metrics.countRejected();
        sink.error(new DeadlineTooShortException(tooLate));
        return GenerationOutcome.REFUSED;
    }

    private int maxTokens() {
        Integer requested = request.maxTokens();
        return requested == null ? maxTokensLimit : Math.min(requested, maxTokensLimit);
    }

    /** The engine gives one token at a time, except where several tokens make up one character outside ASCII. */
    private int tokensOf(String text) {
        return text.codePoints().allMatch(c -> c < 128) ? 1 : engine.countTokens(text);
    }
}
