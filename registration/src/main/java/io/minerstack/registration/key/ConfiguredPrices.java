package io.minerstack.registration.key;

import io.minerstack.stacksupport.price.ModelPrice;
import io.minerstack.stacksupport.price.PriceTable;
import io.minerstack.stacksupport.price.PricedModel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request costs at each provider of {@code LLM_PROVIDER} by {@code LLM_PRICES}: the variables of llm-proxy, as
 * far as this command has them.
 */
final class ConfiguredPrices {

    private static final Map<String, String> MODELS =
            Map.of("local", "LOCAL_LLM_MODEL", "vllm", "VLLM_MODEL", "openai", "OPENAI_MODEL");

    private ConfiguredPrices() {}

    /**
     * What a request costs at one provider.
     *
     * @param model such as {@code openai/gpt-4o-mini}; the provider alone where its model is not named
     * @param cost in units of money; null if the model has no price
     */
    record RequestCost(String model, @Nullable BigDecimal cost) {}

    /**
     * The costs of a request, in the order of the providers.
     *
     * @param variables of the environment
     * @param input tokens of the prompt
     * @param output tokens of the answer
     * @throws IllegalArgumentException if llm-proxy refuses the prices, too
     */
    static List<RequestCost> of(Map<String, String> variables, long input, long output) {
        PriceTable prices = PriceTable.parse(variables.getOrDefault("LLM_PRICES", ""));
        String order = variables.getOrDefault("LLM_PROVIDER", "").toLowerCase(Locale.ROOT);
        List<RequestCost> costs = new ArrayList<>();
        for (String part : (order.isBlank() ? "local" : order).split(",", -1)) {
            String provider = part.strip();
            String variable = MODELS.get(provider);
            if (variable != null) {
                String model = variables.getOrDefault(variable, "").strip();
                // a model that is not named here, or that its server names, may have any entry of its provider
                ModelPrice price = prices.model(provider, model.isEmpty() ? PricedModel.SERVERS_OWN : model)
                        .price();
                costs.add(new RequestCost(
                        model.isEmpty() ? provider : provider + "/" + model,
                        price == null ? null : price.units(input, output)));
            }
        }
        return costs;
    }
}
