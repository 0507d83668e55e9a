package io.minerstack.stacksupport.price;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The prices of {@code LLM_PRICES}: {@code openai/gpt-4o-mini=0.15/0.60,vllm/*=0.05/0.05} names, for a provider and a
 * model or all models, the units of money for a million tokens of prompts and of answers. Which currency that is, only
 * the operator knows.
 */
public final class PriceTable {

    /** The name of an entry for all models of a provider. */
    static final String ALL_MODELS = "*";

    private static final String AMOUNT = "[0-9]{1,6}(?:[.][0-9]{1,9})?";
    private static final Pattern ENTRY =
            Pattern.compile("([a-z]{1,20})/([^=]{1,200})=(" + AMOUNT + ")/(" + AMOUNT + ")");
    private static final Set<String> PROVIDERS = Set.of("local", "vllm", "openai");

    /** Providers whose servers are the operator's own: they cost nothing unless the table says otherwise. */
    private static final Set<String> FREE = Set.of("local", "vllm");

    private final Map<String, ModelPrice> prices;

    private PriceTable(Map<String, ModelPrice> prices) {
        this.prices = Map.copyOf(prices);
    }

    /**
     * Reads the variable's value.
     *
     * @throws IllegalArgumentException if the text has another form or names a model twice; the message says why,
     *     without the variable's name
     */
    public static PriceTable parse(String text) {
        Map<String, ModelPrice> prices = new HashMap<>();
        if (text.isBlank()) {
            return new PriceTable(prices);
        }
        for (String part : text.split(",", -1)) {
            Matcher entry = ENTRY.matcher(part.strip());
            if (!entry.matches() || !PROVIDERS.contains(entry.group(1))) {
                throw new IllegalArgumentException(part.strip()
                        + " (expected: provider/model=input/output, such as openai/gpt-4o-mini=0.15/0.60, with the"
                        + " provider local, vllm or openai, and * for all models of a provider)");
            }
            String model = entry.group(1) + "/" + entry.group(2).strip();
            ModelPrice price = new ModelPrice(new BigDecimal(entry.group(3)), new BigDecimal(entry.group(4)));
            if (prices.put(model, price) != null) {
                throw new IllegalArgumentException("names " + model + " twice");
            }
        }
        return new PriceTable(prices);
    }

    /** A model whose price this table may have. */
    public PricedModel model(String provider, String configured) {
        return new PricedModel(this, provider, configured);
    }

    /** The entries, such as {@code openai/gpt-4o-mini}, in the order of their names. */
    public List<String> entries() {
        return prices.keySet().stream().sorted().toList();
    }

    /** Whether no model in use has this entry, by the names that are known now. */
    public boolean isUnused(String entry, List<PricedModel> models) {
        return models.stream().noneMatch(model -> model.mayHave(entry));
    }

    /** The entry of the first of these names that has one; null if none has. */
    @Nullable
    ModelPrice find(String provider, List<String> names) {
        return names.stream()
                .map(name -> prices.get(provider + "/" + name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The price of a model without an entry of its own; null if it is unknown. */
    @Nullable
    ModelPrice ofAllModels(String provider) {
        ModelPrice all = prices.get(provider + "/" + ALL_MODELS);
        return all == null && FREE.contains(provider) ? ModelPrice.NONE : all;
    }

    /** The largest amounts of all entries of a provider; null if there are none and the provider is not free. */
    @Nullable
    ModelPrice highest(String provider) {
        return prices.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(provider + "/"))
                .map(Map.Entry::getValue)
                .reduce(ModelPrice::highest)
                .orElseGet(() -> ofAllModels(provider));
    }
}
