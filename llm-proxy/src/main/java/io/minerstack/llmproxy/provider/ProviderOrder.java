package io.minerstack.llmproxy.provider;

import java.util.Arrays;
import java.util.List;

/**
 * The order of fallback.
 *
 * @param kinds at least one, none twice
 */
record ProviderOrder(List<ProviderKind> kinds) {

    ProviderOrder {
        kinds = List.copyOf(kinds);
    }

    /** Reads {@code vllm,openai}; called by configuration binding. */
    public static ProviderOrder of(String text) {
        List<ProviderKind> kinds = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(ProviderKind::named)
                .toList();
        if (kinds.stream().distinct().count() < kinds.size()) {
            throw new IllegalArgumentException(text + " (expected: each provider once)");
        }
        return new ProviderOrder(kinds);
    }
}
