package io.minerstack.llmproxy.metering;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Every meter of this service and its labels. Names are OpenTelemetry's for generative AI where it has one. */
public enum LlmMeter {
    TOKENS("gen_ai.client.token.usage", "Tokens of answers that went out."),
    OPERATION_DURATION("gen_ai.client.operation.duration", "From the request to the end of its answer."),
    TIME_TO_FIRST_TOKEN("gen_ai.server.time_to_first_token", "From sending a request to a server to its first token."),
    ATTEMPTS("miner.llm.attempts", "Requests to model servers, by how they ended."),
    FALLBACKS("miner.llm.fallbacks", "Times that a request went on to another provider."),
    ANSWERS("miner.llm.answers", "Requests of callers, by how they ended."),
    MALFORMED_EVENTS("miner.llm.malformed.events", "Events of streams that were not JSON and were left out."),
    IN_FLIGHT("miner.llm.in.flight", "Requests under way at a provider."),
    PENDING("miner.llm.pending", "Requests waiting for their turn at a provider.");

    public static final String PROVIDER = "gen_ai.provider.name";
    public static final String MODEL = "gen_ai.request.model";
    public static final String OPERATION = "gen_ai.operation.name";
    public static final String CHAT_OPERATION = "chat";
    public static final String TOKEN_TYPE = "gen_ai.token.type";
    public static final String ESTIMATED = "estimated";
    public static final String SHORT_PROVIDER = "provider";
    public static final String OUTCOME = "outcome";
    public static final String FROM = "from";
    public static final String TO = "to";

    private static final Duration[] BOUNDS = {
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
    private final String description;

    LlmMeter(String meterName, String description) {
        this.meterName = meterName;
        this.description = description;
    }

    public String meterName() {
        return meterName;
    }

    public String description() {
        return description;
    }

    public Counter counter(MeterRegistry registry, Tags tags) {
        return Counter.builder(meterName).description(description).tags(tags).register(registry);
    }

    Timer timer(MeterRegistry registry, Tags tags) {
        return Timer.builder(meterName)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(BOUNDS)
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
