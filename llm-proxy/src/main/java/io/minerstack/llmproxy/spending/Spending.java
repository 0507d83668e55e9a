package io.minerstack.llmproxy.spending;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.minerstack.llmproxy.budget.Budgets;
import io.minerstack.llmproxy.metering.LlmMeter;
import io.minerstack.llmproxy.usage.UsageRecorder;
import io.minerstack.stacksupport.price.PriceTable;
import io.minerstack.stacksupport.price.PricedModel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes the meter of each provider, and knows which prices no model has. */
@Component
public class Spending {

    private static final Logger log = LoggerFactory.getLogger(Spending.class);

    private final PriceTable prices;
    private final Budgets budgets;
    private final UsageRecorder usage;
    private final MeterRegistry meters;
    private final List<PricedModel> models = new CopyOnWriteArrayList<>();
    private List<String> warnedOf = List.of();

    Spending(PriceTable prices, Budgets budgets, UsageRecorder usage, MeterRegistry meters) {
        this.prices = prices;
        this.budgets = budgets;
        this.usage = usage;
        this.meters = meters;
        prices.entries()
                .forEach(entry -> LlmMeter.PRICE_UNUSED.gauge(
                        meters, Tags.of(LlmMeter.PRICE, entry), this, spending -> spending.isUnused(entry) ? 1 : 0));
    }

    /**
     * The model of one provider, whose names an entry of the price table may have.
     *
     * @param provider such as {@code openai}
     * @param configured the configured name
     */
    public PricedModel model(String provider, String configured) {
        PricedModel model = prices.model(provider, configured);
        models.add(model);
        return model;
    }

    /** The meter of one provider. */
    public AttemptMeter meter(PricedModel model) {
        if (model.price() == null) {
            log.info(
                    "provider {}: LLM_PRICES has no price for {}: its money is not recorded, and keys with a budget of"
                            + " money can't use it",
                    model.provider(),
                    model.configured());
        }
        return new ProviderSpending(model, budgets, usage, new SpendingMeters(meters, model));
    }

    /**
     * Warns, in one line, of prices that no model in use has, where that is news: a server may tell the name of its
     * model later than the start.
     */
    public synchronized void warnOfUnusedPrices() {
        List<String> unused = prices.entries().stream().filter(this::isUnused).toList();
        if (!unused.isEmpty() && !unused.equals(warnedOf)) {
            log.warn(
                    "LLM_PRICES: unused, because no provider of LLM_PROVIDER has this model: {}. It would match: {}",
                    String.join(", ", unused),
                    models.stream().map(PricedModel::entries).collect(Collectors.joining(", ")));
        }
        warnedOf = unused;
    }

    private boolean isUnused(String entry) {
        return prices.isUnused(entry, models);
    }
}
