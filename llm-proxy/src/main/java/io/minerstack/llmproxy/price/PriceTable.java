package io.minerstack.llmproxy.price;

import io.minerstack.servicesupport.startup.InvalidConfigurationException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The prices of {@code LLM_PRICES}: {@code openai/gpt-4o-mini=0.15/0.60,vllm/*=0.05/0.05} names, for a provider and a
 * model or all models, the units of money for a million tokens of prompts and of answers. Which currency that is, only
 * the operator knows.
 */
public final class PriceTable {

    private static final Logger log = LoggerFactory.getLogger(PriceTable.class);

    private static final String VARIABLE = "LLM_PRICES";
    private static final String ALL_MODELS = "*";
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
     * @throws InvalidConfigurationException if the text has another form or names a model twice
     */
    public static PriceTable parse(String text) {
        Map<String, ModelPrice> prices = new HashMap<>();
        if (text.isBlank()) {
            return new PriceTable(prices);
        }
        for (String part : text.split(",", -1)) {
            Matcher entry = ENTRY.matcher(part.strip());
            if (!entry.matches() || !PROVIDERS.contains(entry.group(1))) {
                throw new InvalidConfigurationException(VARIABLE + ": " + part.strip()
                        + " (expected: provider/model=input/output, such as openai/gpt-4o-mini=0.15/0.60, with the"
                        + " provider local, vllm or openai, and * for all models of a provider)");
            }
            String model = entry.group(1) + "/" + entry.group(2).strip();
            ModelPrice price = new ModelPrice(new BigDecimal(entry.group(3)), new BigDecimal(entry.group(4)));
            if (prices.put(model, price) != null) {
                throw new InvalidConfigurationException(VARIABLE + ": names " + model + " twice");
            }
        }
        return new PriceTable(prices);
    }

    /**
     * Tells the operator, in one line, of names that no provider uses: a name that a server shows is not always the
     * configured one.
     *
     * @param models such as {@code openai/gpt-4o-mini}, with the configured names
     */
    public void warnOfUnused(List<String> models) {
        List<String> unused = prices.keySet().stream()
                .filter(name -> models.stream().noneMatch(model -> isOf(name, model)))
                .sorted()
                .toList();
        if (!unused.isEmpty()) {
            log.warn(
                    "LLM_PRICES: unused, because no provider of LLM_PROVIDER has this model: {}. A price is by the"
                            + " configured name, which is not always the one that /health shows. It would match: {}",
                    String.join(", ", unused),
                    String.join(", ", models));
        }
    }

    private static boolean isOf(String name, String model) {
        return name.equals(model) || name.equals(model.substring(0, model.indexOf('/') + 1) + ALL_MODELS);
    }

    /** The price of a provider's model; null if it is unknown. */
    public @Nullable ModelPrice find(String provider, String model) {
        ModelPrice own = prices.get(provider + "/" + model);
        if (own != null) {
            return own;
        }
        ModelPrice all = prices.get(provider + "/" + ALL_MODELS);
        return all == null && FREE.contains(provider) ? ModelPrice.NONE : all;
    }
}
