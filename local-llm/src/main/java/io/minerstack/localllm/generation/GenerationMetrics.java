package io.minerstack.localllm.generation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.minerstack.localllm.generation.GenerationEvent.TokenCounts;
import io.minerstack.servicesupport.text.LowerCaseLabel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** The metrics of queue and generations. */
@Component
class GenerationMetrics {

    private static final String TOKENS = "miner.local.llm.tokens";
    private static final String QUEUE_DEPTH = "miner.local.llm.queue.depth";
    private static final String GENERATION = "miner.local.llm.generation";
    private static final String FIRST_TOKEN = "miner.local.llm.first.token";
    private static final String REJECTED = "miner.local.llm.rejected";

    private final MeterRegistry registry;
    private final Counter promptTokens;
    private final Counter completionTokens;
    private final Counter rejected;
    private final Timer firstToken;
    private final Map<GenerationOutcome, Timer> generations = new EnumMap<>(GenerationOutcome.class);

    GenerationMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.promptTokens = tokens("prompt");
        this.completionTokens = tokens("completion");
        this.rejected = Counter.builder(REJECTED)
                .description("Requests rejected because the queue was full or the estimated wait exceeded the deadline")
                .register(registry);
        this.firstToken = Timer.builder(FIRST_TOKEN)
                .description("Time from a request's arrival in the queue to the first token of its answer")
                .serviceLevelObjectives(seconds(0.1, 0.25, 0.5, 1, 2, 5, 10, 30))
                .register(registry);
        for (GenerationOutcome outcome : GenerationOutcome.values()) {
            generations.put(
                    outcome,
                    Timer.builder(GENERATION)
                            .description("Time from the start of a generation to its end")
                            .tag("outcome", outcome.label())
                            .serviceLevelObjectives(seconds(0.5, 1, 2, 5, 10, 20, 40, 60))
                            .register(registry));
        }
    }

    void registerQueueDepth(Collection<?> waiting) {
        Gauge.builder(QUEUE_DEPTH, waiting, Collection::size)
                .description("Requests that wait in the queue")
                .register(registry);
    }

    private Counter tokens(String type) {
        return Counter.builder(TOKENS)
                .description("Tokens of complete answers and of their prompts")
                .tag("type", type)
                .register(registry);
    }

    void countRejected() {
        rejected.increment();
    }

    /** Records the time from a request's arrival in the queue to its first token. */
    void recordFirstToken(long nanos) {
        firstToken.record(nanos, TimeUnit.NANOSECONDS);
    }

    void countTokens(TokenCounts tokens) {
        promptTokens.increment(tokens.prompt());
        completionTokens.increment(tokens.completion());
    }

    /** Records the time from the start of a generation to its end. */
    void recordGeneration(GenerationOutcome outcome, long nanos) {
        Timer timer = generations.get(outcome);
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private static Duration[] seconds(double... bounds) {
        return Arrays.stream(bounds)
                .mapToObj(bound -> Duration.ofMillis(Math.round(bound * 1_000)))
                .toArray(Duration[]::new);
    }

    /** How a generation ended. */
    enum GenerationOutcome implements LowerCaseLabel {
        STOP,
        LENGTH,
        CANCELLED,
        REFUSED,
        FAILED
    }
}
