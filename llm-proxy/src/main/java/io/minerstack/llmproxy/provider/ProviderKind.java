package io.minerstack.llmproxy.provider;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What kind of server a provider is. That decides which headers it may see and how a request is put to it. */
public enum ProviderKind {
    /** Our own local-llm: a hop inside, which gets tenant, deadline and trace. */
    LOCAL,
    /** One or more vLLM servers; may be rented, so it gets the request id alone. */
    VLLM,
    /** OpenAI, or whatever speaks its API at another address. Costs money: never asked for a health check. */
    OPENAI;

    static ProviderKind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " (expected: " + names() + ")"));
    }

    private static String names() {
        return Arrays.stream(values()).map(ProviderKind::wireName).collect(Collectors.joining(", "));
    }

    /** As in {@code LLM_PROVIDER}, in replies and in metrics. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
