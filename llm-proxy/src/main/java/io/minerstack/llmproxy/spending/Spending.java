package io.minerstack.llmproxy.spending;

import io.micrometer.core.instrument.MeterRegistry;
import io.minerstack.llmproxy.budget.Budgets;
import io.minerstack.llmproxy.price.ModelPrice;
import io.minerstack.llmproxy.price.PriceTable;
import io.minerstack.llmproxy.usage.UsageRecorder;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes the meter of each provider. */
@Component
public class Spending {

    private static final Logger log = LoggerFactory.getLogger(Spending.class);

    private final PriceTable prices;
    private final Budgets budgets;
    private final UsageRecorder usage;
    private final MeterRegistry meters;

    Spending(PriceTable prices, Budgets budgets, UsageRecorder usage, MeterRegistry meters) {
        this.prices = prices;
        this.budgets = budgets;
        this.usage = usage;
        this.meters = meters;
    }

    /**
     * The meter of one provider.
     *
     * @param provider such as {@code openai}
     * @param model the configured name
     */
    public AttemptMeter meter(String provider, String model) {
        ModelPrice price = prices.find(provider, model);
        if (price == null) {
            log.info(
                    "provider {}: LLM_PRICES has no price for {}: its money is not recorded, and keys with a budget of"
                            + " money can't use it",
                    provider,
                    model);
        }
        return new ProviderSpending(
                provider, model, price, budgets, usage, new SpendingMeters(meters, provider, model, price));
    }

    /**
     * Tells the operator of prices that no provider uses.
     *
     * @param models of all providers, such as {@code local/default}, with the configured names
     */
    public void warnOfUnusedPrices(List<String> models) {
        prices.warnOfUnused(models);
    }
}
