package io.minerstack.llmproxy.metering;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.minerstack.llmproxy.replica.ReplicaChoice;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** The meters of one provider. Keeps each meter, because looking up a meter costs more than counting. */
public class ProviderMeters {

    private final MeterRegistry registry;
    private final String provider;
    private final Tags tags;
    private final Timer firstToken;
    private final Counter malformed;
    private final Map<String, Counter> attempts = new ConcurrentHashMap<>();
    private final Map<String, Timer> durations = new ConcurrentHashMap<>();
    private final Map<String, DistributionSummary> tokens = new ConcurrentHashMap<>();
    private final Map<String, Meter> speeds = new ConcurrentHashMap<>();
    private final Map<ReplicaChoice.Reason, Counter> choices;
    private final Counter cachedBytes;
    private final Counter newBytes;

    /**
     * Registers the meters that need no outcome.
     *
     * @param provider such as {@code vllm}
     * @param model the configured name
     */
    public ProviderMeters(MeterRegistry registry, String provider, String model) {
        this.registry = registry;
        this.provider = provider;
        this.tags = Tags.of(
                GenAiAttributes.PROVIDER_NAME,
                provider,
                GenAiAttributes.REQUEST_MODEL,
                model,
                GenAiAttributes.OPERATION_NAME,
                GenAiAttributes.CHAT);
        this.firstToken = LlmMeter.TIME_TO_FIRST_TOKEN.timer(registry, tags);
        this.malformed = LlmMeter.MALFORMED_EVENTS.counter(registry, Tags.of(LlmMeter.SHORT_PROVIDER, provider));
        this.choices = new EnumMap<>(ReplicaChoice.Reason.class);
        for (ReplicaChoice.Reason reason : ReplicaChoice.Reason.values()) {
            choices.put(
                    reason,
                    LlmMeter.CHOICES.counter(
                            registry, Tags.of(LlmMeter.SHORT_PROVIDER, provider, LlmMeter.REASON, reason.label())));
        }
        this.cachedBytes = promptBytes(true);
        this.newBytes = promptBytes(false);
    }

    /** The time from sending a request to its first token. */
    public void firstToken(Duration time) {
        firstToken.record(time);
    }

    /** Shows the measured output rate of one upstream. */
    public <T> void speed(String upstream, T source, ToDoubleFunction<T> tokensPerSecond) {
        speeds.put(
                upstream,
                LlmMeter.TOKEN_RATE.gauge(
                        registry,
                        Tags.of(LlmMeter.SHORT_PROVIDER, provider, LlmMeter.UPSTREAM, upstream),
                        source,
                        tokensPerSecond));
    }

    /** An upstream has left: its rate is shown no longer, and another upstream may get its name. */
    public void forgetSpeed(String upstream) {
        Meter gauge = speeds.remove(upstream);
        if (gauge != null) {
            registry.remove(gauge);
        }
    }

    /** Shows the number of upstreams. */
    public <T> void upstreams(T source, ToDoubleFunction<T> number) {
        LlmMeter.UPSTREAMS.gauge(registry, Tags.of(LlmMeter.SHORT_PROVIDER, provider), source, number);
    }

    /** An attempt goes to the upstream that was chosen. */
    public void chosen(ReplicaChoice<?> choice) {
        Objects.requireNonNull(choices.get(choice.reason())).increment();
        cachedBytes.increment((double) choice.knownBytes());
        newBytes.increment((double) (choice.prompt().bytes() - choice.knownBytes()));
    }

    private Counter promptBytes(boolean cached) {
        return LlmMeter.PROMPT_BYTES.counter(
                registry, Tags.of(LlmMeter.SHORT_PROVIDER, provider, LlmMeter.CACHED, Boolean.toString(cached)));
    }

    /** A stream event could not be read. */
    public void malformedEvent() {
        malformed.increment();
    }

    /**
     * One attempt ended.
     *
     * @param outcome {@code answered}, {@code cancelled}, or the label of a failure kind
     */
    public void attempt(String outcome) {
        attempts.computeIfAbsent(
                        outcome,
                        label -> LlmMeter.ATTEMPTS.counter(
                                registry, Tags.of(LlmMeter.SHORT_PROVIDER, provider, LlmMeter.OUTCOME, label)))
                .increment();
    }

    /** An answer was sent, or was interrupted after its first part. */
    public void answered(Duration time, String outcome) {
        durations
                .computeIfAbsent(
                        outcome,
                        label -> LlmMeter.OPERATION_DURATION.timer(registry, tags.and(LlmMeter.OUTCOME, label)))
                .record(time);
    }

    /** The tokens of an answer that was sent. */
    public void tokens(long input, long output, boolean estimated) {
        tokens("input", estimated).record((double) input);
        tokens("output", estimated).record((double) output);
    }

    /** Estimated tokens of an attempt whose answer nobody got, because another attempt was faster. */
    public void hedgeTokens(long input, long output) {
        hedgeTokens("input").increment((double) input);
        hedgeTokens("output").increment((double) output);
    }

    private Counter hedgeTokens(String type) {
        return LlmMeter.HEDGE_TOKENS.counter(registry, Tags.of(LlmMeter.SHORT_PROVIDER, provider, LlmMeter.TYPE, type));
    }

    private DistributionSummary tokens(String type, boolean estimated) {
        return tokens.computeIfAbsent(
                type + estimated,
                key -> LlmMeter.TOKENS.summary(
                        registry,
                        tags.and(GenAiAttributes.TOKEN_TYPE, type, LlmMeter.ESTIMATED, Boolean.toString(estimated))));
    }
}
