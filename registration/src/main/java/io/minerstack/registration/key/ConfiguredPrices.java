package io.minerstack.registration.key;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request costs at each provider of {@code LLM_PROVIDER} by {@code LLM_PRICES}: the variables of llm-proxy, as
 * far as this command has them.
 */
final class ConfiguredPrices {

    private static final String AMOUNT = "[0-9]{1,6}(?:[.][0-9]{1,9})?";
    private static final Pattern ENTRY =
            Pattern.compile("([a-z]{1,20})/([^=]{1,200})=(" + AMOUNT + ")/(" + AMOUNT + ")");
    private static final Map<String, String> MODELS =
            Map.of("local", "LOCAL_LLM_MODEL", "vllm", "VLLM_MODEL", "openai", "OPENAI_MODEL");

    /** Providers that cost nothing without an entry. */
    private static final Set<String> FREE = Set.of("local", "vllm");

    private static final BigDecimal TOKENS = BigDecimal.valueOf(1_000_000);

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
     */
    static List<RequestCost> of(Map<String, String> variables, long input, long output) {
        String order = variables.getOrDefault("LLM_PROVIDER", "").toLowerCase(Locale.ROOT);
        List<RequestCost> costs = new ArrayList<>();
        for (String provider : (order.isBlank() ? "local" : order).split(",", -1)) {
            String variable = MODELS.get(provider.strip());
            if (variable != null) {
                String model = variables.getOrDefault(variable, "").strip();
                costs.add(cost(variables.getOrDefault("LLM_PRICES", ""), provider.strip(), model, input, output));
            }
        }
        return costs;
    }

    /** A model that its server names may have any entry of its provider. */
    private static RequestCost cost(String prices, String provider, String model, long input, long output) {
        BigDecimal ofAll = FREE.contains(provider) ? BigDecimal.ZERO : null;
        for (String part : prices.split(",", -1)) {
            Matcher entry = ENTRY.matcher(part.strip());
            if (!entry.matches() || !entry.group(1).equals(provider)) {
                continue;
            }
            BigDecimal cost = new BigDecimal(entry.group(3))
                    .multiply(BigDecimal.valueOf(input))
                    .add(new BigDecimal(entry.group(4)).multiply(BigDecimal.valueOf(output)))
                    .divide(TOKENS);
            String priced = entry.group(2).strip();
            if (priced.equals(model)) {
                return new RequestCost(provider + "/" + model, cost);
            }
            ofAll = priced.equals("*") || isNamedByItsServer(model) ? cost : ofAll;
        }
        return new RequestCost(model.isEmpty() ? provider : provider + "/" + model, ofAll);
    }

    private static boolean isNamedByItsServer(String model) {
        return model.isEmpty() || model.equals("default");
    }
}
