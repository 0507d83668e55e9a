package io.minerstack.llmproxy.spending;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.minerstack.llmproxy.metering.LlmMeter;
import io.minerstack.servicesupport.context.SpendingLimits;
import io.minerstack.stacksupport.price.ModelPrice;
import io.minerstack.stacksupport.price.PricedModel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the attempts at one provider cost: money by the price table, or tokens without a price. An attempt without token
 * counts costs the most that it can have cost, as in budgets and in the ledger. Attempts of all callers count, those of
 * monitoring, too: their provider is paid all the same.
 */
class SpendingMeters {

    private final MeterRegistry meters;
    private final Tags tags;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    SpendingMeters(MeterRegistry meters, PricedModel model) {
        this.meters = meters;
        this.tags = Tags.of(LlmMeter.SHORT_PROVIDER, model.provider(), LlmMeter.SHORT_MODEL, model.configured());
    }

    /**
     * An attempt ended that had these tokens.
     *
     * @param price null if the price table has none
     */
    void count(TokenCounts tokens, @Nullable ModelPrice price) {
        if (price == null) {
            counters.computeIfAbsent("unpriced", all -> LlmMeter.UNPRICED_TOKENS.counter(meters, tags))
                    .increment((double) tokens.total());
        } else {
            cost("input").increment(money(price.nanoUnits(tokens.input(), 0)));
            cost("output").increment(money(price.nanoUnits(0, tokens.output())));
        }
    }

    private Counter cost(String type) {
        return counters.computeIfAbsent(type, each -> LlmMeter.COST.counter(meters, tags.and(LlmMeter.TYPE, each)));
    }

    private static double money(long nanoUnits) {
        return (double) nanoUnits / SpendingLimits.NANO_UNITS;
    }
}
