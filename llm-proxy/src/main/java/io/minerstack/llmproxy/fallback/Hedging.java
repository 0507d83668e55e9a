package io.minerstack.llmproxy.fallback;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.minerstack.llmproxy.metering.LlmMeter;
import io.minerstack.llmproxy.provider.Provider;
import io.minerstack.llmproxy.replica.PromptPrefix;
import io.minerstack.llmproxy.replica.ReplicaChoice;
import io.minerstack.llmproxy.upstream.AnswerSpeed;
import io.minerstack.llmproxy.upstream.Upstream;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides about second attempts (hedges): when a silent attempt gets one, at which server, and whether the share of
 * such requests allows it. The only server never gets a second attempt beside the first one.
 */
@Component
class Hedging {

    private final HedgeProperties settings;
    private final HedgeBudget budget;
    private final MeterRegistry registry;

    Hedging(HedgeProperties settings, MeterRegistry registry) {
        this.settings = settings;
        this.budget = new HedgeBudget(settings.share());
        this.registry = registry;
    }

    /** A server for a second attempt. */
    record Target(Provider provider, ReplicaChoice<Upstream> choice) {}

    boolean isOn() {
        return settings.share() > 0;
    }

    /** A caller's request has come. */
    void request() {
        budget.request();
    }

    /**
     * How long an attempt may be silent before it gets a second one, from sending the request: {@code max(95th
     * percentile of the server's own times to the first token, time to the target - LLM_HEDGE_TIME_LEFT)}. Null where
     * the server's history is too short.
     *
     * @param speed of the server
     */
    @Nullable
    Duration delay(AnswerSpeed speed, Duration timeToTarget) {
        Duration usual = speed.firstTokenPercentile95();
        if (usual == null) {
            return null;
        }
        Duration spare = timeToTarget.minus(settings.timeLeft());
        return spare.compareTo(usual) > 0 ? spare : usual;
    }

    /**
     * The server for a second attempt: another one of the same provider, else one of a later provider. Null if there is
     * none, or if only a paid one could answer and {@code LLM_HEDGE_PAID} is off.
     *
     * @param providers in the order of fallback
     * @param silent index of the provider that is silent
     * @param busy the server that is silent
     * @param prompt called only where a provider has several servers
     */
    @Nullable
    Target target(List<Provider> providers, int silent, Upstream busy, Supplier<PromptPrefix> prompt) {
        Target free = null;
        Target paid = null;
        for (Provider provider : providers.subList(silent, providers.size())) {
            ReplicaChoice<Upstream> other = provider.pickOther(busy, prompt);
            if (other == null) {
                continue;
            }
            Target target = new Target(provider, other);
            // a further server of a provider that is paid anyway is no new expense
            boolean allowed = settings.paid() || !provider.isPaid() || provider == providers.get(silent);
            free = free == null && allowed ? target : free;
            paid = paid == null && !allowed ? target : paid;
        }
        if (free == null && paid != null) {
            suppressed(providers.get(silent));
        }
        return free;
    }

    /** The second attempt has a place. Returns false, and counts it as suppressed, if the share is used up. */
    boolean start(Provider silent) {
        boolean allowed = budget.tryTake();
        count(silent, allowed ? "started" : "suppressed");
        return allowed;
    }

    /** There is no place for the second attempt, or no server that it may go to. */
    void suppressed(Provider silent) {
        count(silent, "suppressed");
    }

    /** The second attempt gave the answer. */
    void won(Provider silent) {
        count(silent, "won");
    }

    private void count(Provider silent, String outcome) {
        LlmMeter.HEDGES
                .counter(registry, Tags.of(LlmMeter.SHORT_PROVIDER, silent.name(), LlmMeter.OUTCOME, outcome))
                .increment();
    }
}
