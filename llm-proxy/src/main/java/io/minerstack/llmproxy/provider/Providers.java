package io.minerstack.llmproxy.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All configured providers.
 *
 * @param all in the order of fallback, at least one
 */
public record Providers(List<Provider> all) {

    public Providers {
        all = List.copyOf(all);
    }

    /**
     * The providers that may answer a request, in the order of fallback.
     *
     * @param model of the request; null and {@code default} mean any
     */
    public List<Provider> serving(@Nullable String model) {
        return model == null || model.equals("default")
                ? all
                : all.stream().filter(provider -> provider.serves(model)).toList();
    }

    /** The first provider that is usable now, or the first of all if none is. */
    public Provider current() {
        return all.stream()
                .filter(provider -> provider.state().isUsable())
                .findFirst()
                .orElse(all.getFirst());
    }
}
