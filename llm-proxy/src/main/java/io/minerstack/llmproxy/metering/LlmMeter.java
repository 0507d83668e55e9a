package io.minerstack.llmproxy.metering;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Every meter of this service and its labels. Names follow OpenTelemetry's GenAI conventions where those have one. */
public enum LlmMeter {
    TOKENS("gen_ai.client.token.usage", "Tokens of answers that were sent to callers."),
    OPERATION_DURATION("gen_ai.client.operation.duration", "Time from a caller's request to the end of its answer."),
    TIME_TO_FIRST_TOKEN(
            "gen_ai.server.time_to_first_token", "Time from sending a request to an upstream to its first token."),
    ATTEMPTS("miner.llm.attempts", "Requests to upstreams, by outcome."),
    FALLBACKS("miner.llm.fallbacks", "Answers that another provider than the first one gave."),
    HEDGES("miner.llm.hedges", "Second attempts beside a silent one: started, won, and suppressed by a limit."),
    HEDGE_TOKENS("miner.llm.hedge.tokens", "Estimated tokens of attempts that lost against another one."),
    ANSWERS("miner.llm.answers", "Requests of callers, by outcome."),
    MALFORMED_EVENTS("miner.llm.malformed.events", "Stream events that could not be read."),
    TOKEN_RATE("miner.llm.tokens.per.second", "Output tokens per second of an upstream's answers; 0 while unknown."),
    IN_FLIGHT("miner.llm.in.flight", "Requests in flight at a provider."),
    PENDING("miner.llm.pending", "Requests waiting in the request queue of a provider."),
    PLACES("miner.llm.places", "Requests that may be in flight at a provider at the same time."),
    QUEUE_WAIT("miner.llm.queue.wait", "Time that requests waited until they got a place at a provider."),
    QUEUE_REFUSALS("miner.llm.queue.refusals", "Requests that got no place at a provider, by reason."),
    UPSTREAMS("miner.llm.upstreams", "Model servers of a provider that the settings or DNS name."),
    CHOICES("miner.llm.choices", "Attempts by what decided about their model server: only, load or prefix."),
    PROMPT_BYTES(
            "miner.llm.prompt.bytes",
            "bytes",
            "Prompts that were sent where there are several model servers, by whether their server probably had them in"
                    + " its cache."),
    COST("miner.llm.cost", "What attempts cost by the price table, in its currency."),
    UNPRICED_TOKENS("miner.llm.unpriced.tokens", "Tokens of models that the price table does not name."),
    PRICE_UNUSED("miner.llm.price.unused", "1 for an entry of the price table that no model in use has, otherwise 0."),
    BUDGET_RESERVATIONS("miner.llm.budget.reservations", "Reservations in budgets of keys, by what became of them."),
    BUDGET_REFUSALS("miner.llm.budget.refusals", "Attempts that were not sent because of the key's budget, by reason."),
    BUDGET_OVERRUNS("miner.llm.budget.overruns", "Attempts that cost more than was held for them."),
    USAGE_PENDING("miner.llm.usage.pending", "Rows of the usage ledger that wait to be written."),
    USAGE_LOST("miner.llm.usage.lost", "Attempts that are missing in the usage ledger."),
    USAGE_DATABASE_UP(
            "miner.llm.usage.database.up", "0 while the database of budgets and usage does not answer, otherwise 1.");

    public static final String ESTIMATED = "estimated";
    public static final String SHORT_PROVIDER = "provider";
    public static final String SHORT_MODEL = "model";
    public static final String TYPE = "type";
    public static final String PRICE = "price";
    public static final String UPSTREAM = "upstream";
    public static final String REASON = "reason";
    public static final String CACHED = "cached";
    public static final String OUTCOME = "outcome";
    public static final String FROM = "from";
    public static final String TO = "to";

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(20),
        Duration.ofSeconds(30),
        Duration.ofSeconds(45),
        Duration.ofSeconds(60)
    };

    private final String meterName;
    private final @Nullable String unit;
    private final String description;

    LlmMeter(String meterName, String description) {
        this(meterName, null, description);
    }

    LlmMeter(String meterName, @Nullable String unit, String description) {
        this.meterName = meterName;
        this.unit = unit;
        this.description = description;
    }

    public String meterName() {
        return meterName;
    }

    public Counter counter(MeterRegistry registry, Tags tags) {
        return Counter.builder(meterName)
                .baseUnit(unit)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    /** A gauge that reads {@code source} at each scrape. */
    public <T> Meter gauge(MeterRegistry registry, Tags tags, T source, ToDoubleFunction<T> value) {
        return Gauge.builder(meterName, source, value)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    public Timer timer(MeterRegistry registry, Tags tags) {
        return Timer.builder(meterName)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    DistributionSummary summary(MeterRegistry registry, Tags tags) {
        return DistributionSummary.builder(meterName)
                .description(description)
                .baseUnit("tokens")
                .tags(tags)
                .register(registry);
    }
}
