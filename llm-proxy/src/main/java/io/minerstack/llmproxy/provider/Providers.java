package io.minerstack.llmproxy.provider;

import io.minerstack.llmproxy.provider.Provider;
import java.util.List;

/**
 * All providers of this proxy.
 *
 * @param all in the order of fallback; at least one
 */
public record Providers(List<Provider> all) {

    public Providers {
        all = List.copyOf(all);
    }

    /**
     * Those that may answer, in the order of fallback.
     *
     * @param model asked for; null and {@code default} leave the choice to us
     */
    public List<Provider> serving(@org.jspecify.annotations.Nullable String model) {
        return model == null || model.equals("default")
                ? all
                : all.stream().filter(provider -> provider.serves(model)).toList();
    }

    /** The first that is usable now; the first of all when none is. */
    public Provider current() {
        return all.stream()
                .filter(provider -> provider.state().usable())
                .findFirst()
                .orElse(all.getFirst());
    }
}
