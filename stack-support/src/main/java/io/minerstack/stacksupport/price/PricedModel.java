package io.minerstack.stacksupport.price;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A provider's model and its price. The operator may write either of its names into the price table: the configured
 * one, or the one that {@code /health} shows, which differs where {@code default} is configured and the server names
 * its model.
 */
public final class PricedModel {

    /** The configured name where the server names its model. */
    public static final String SERVERS_OWN = "default";

    private final PriceTable table;
    private final String provider;
    private final String configured;
    private volatile Supplier<String> shown;

    PricedModel(PriceTable table, String provider, String configured) {
        this.table = table;
        this.provider = provider;
        this.configured = configured;
        this.shown = () -> configured;
    }

    /**
     * Says where the name comes from that {@code /health} shows.
     *
     * @param name {@code default} while the server has not told its name
     */
    public void shownAs(Supplier<String> name) {
        shown = name;
    }

    public String provider() {
        return provider;
    }

    /** The configured name. */
    public String configured() {
        return configured;
    }

    /**
     * The price now; null if the table has none. While the server has not told its name, each entry of the provider may
     * be about this model, and the largest amounts count: no budget is overspent then.
     */
    public @Nullable ModelPrice price() {
        ModelPrice own = table.find(provider, names());
        if (own != null) {
            return own;
        }
        return isNameKnown() ? table.ofAllModels(provider) : table.highest(provider);
    }

    /**
     * The price of an attempt that has ended; null if the table has none. As {@link #price()}, but for a server that
     * still has not told its name, the entry for all models of its provider counts before the largest amounts.
     */
    public @Nullable ModelPrice priceAtTheEnd() {
        ModelPrice own = table.find(provider, names());
        ModelPrice all = table.ofAllModels(provider);
        return own == null && !isNameKnown() && all != null && !all.equals(ModelPrice.NONE) ? all : price();
    }

    /** Whether an entry of the table is about this model, or may be while the server has not told its name. */
    boolean mayHave(String entry) {
        String prefix = provider + "/";
        if (!entry.startsWith(prefix)) {
            return false;
        }
        String name = entry.substring(prefix.length());
        return name.equals(PriceTable.ALL_MODELS) || names().contains(name) || !isNameKnown();
    }

    /** The names that an entry may have, such as {@code local/default or local/smollm2}. */
    public String entries() {
        return names().stream().map(name -> provider + "/" + name).collect(Collectors.joining(" or "));
    }

    private boolean isNameKnown() {
        return !shown.get().equals(SERVERS_OWN);
    }

    private List<String> names() {
        return Stream.of(configured, shown.get()).distinct().toList();
    }
}
