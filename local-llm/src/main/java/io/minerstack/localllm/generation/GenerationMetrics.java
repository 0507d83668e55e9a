package io.minerstack.localllm.generation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.minerstack.localllm.generation.GenerationEvent.Usage;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Every number of the generations, by its name. */
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
    private final Map<Outcome, Timer> generations = new EnumMap<>(Outcome.class);
    private final AtomicLong averageNanos = new AtomicLong(Duration.ofSeconds(2).toNanos());

    GenerationMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.promptTokens = tokens("prompt");
        this.completionTokens = tokens("completion");
        this.rejected = Counter.builder(REJECTED)
                .description("Requests refused because the queue was full, or too long for their deadline")
                .register(registry);
        this.firstToken = Timer.builder(FIRST_TOKEN)
                .description("From a request's arrival in the queue to its first token")
                .serviceLevelObjectives(seconds(0.1, 0.25, 0.5, 1, 2, 5, 10, 30))
                .register(registry);
        for (Outcome outcome : Outcome.values()) {
            generations.put(
                    outcome,
                    Timer.builder(GENERATION)
                            .description("From leaving the queue to the end of the answer")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .serviceLevelObjectives(seconds(0.5, 1, 2, 5, 10, 20, 40, 60))
                            .register(registry));
        }
    }

    void watchQueue(Collection<?> waiting) {
        Gauge.builder(QUEUE_DEPTH, waiting, Collection::size)
                .description("Requests that wait for the engine")
                .register(registry);
    }

    private Counter tokens(String type) {
        return Counter.builder(TOKENS)
                .description("Tokens of completed answers and their prompts")
                .tag("type", type)
                .register(registry);
    }

    void rejected() {
        rejected.increment();
    }

    /** From the request's arrival in the queue to its first token. */
    void firstToken(long nanos) {
        firstToken.record(nanos, TimeUnit.NANOSECONDS);
    }

    void tokens(Usage usage) {
        promptTokens.increment(usage.prompt());
        completionTokens.increment(usage.completion());
    }

    /** From leaving the queue to the end. Only whole answers tell how long the next one may take. */
    void generated(Outcome outcome, long nanos) {
        Timer timer = generations.get(outcome);
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
        if (outcome.isWhole()) {
            averageNanos.updateAndGet(average -> average + (nanos - average) / 8);
        }
    }

    /** How long so many generations are likely to take together, going by those that came to their end. */
    Duration timeFor(int generations, int parallel) {
        return Duration.ofNanos(averageNanos.get() * generations / parallel);
    }

    private static Duration[] seconds(double... bounds) {
        return java.util.Arrays.stream(bounds)
                .mapToObj(bound -> Duration.ofMillis(Math.round(bound * 1_000)))
                .toArray(Duration[]::new);
    }

    /** How a generation ended. */
    enum Outcome {
        STOP,
        LENGTH,
        CANCELLED,
        REFUSED,
        FAILED;

        private boolean isWhole() {
            return this == STOP || this == LENGTH;
        }
    }
}
