package io.minerstack.llmproxy.provider;

import io.minerstack.llmproxy.exchange.UpstreamTimeouts;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The kinds of servers, with the time-outs that apply where none is configured. */
public enum ProviderKind {
    /** The stack's own local-llm, which gets tenant, deadline and trace of the request. */
    LOCAL(45, 45, 10),
    /** One or more vLLM servers. The servers may be rented, so they get the request id alone. */
    VLLM(6, 8, 5),
    /** OpenAI, or a compatible API. Each request costs money, so there are no model probes. */
    OPENAI(6, 8, 5);

    private final UpstreamTimeouts defaultTimeouts;

    ProviderKind(int headersSeconds, int firstTokenSeconds, int interTokenSeconds) {
        this.defaultTimeouts = new UpstreamTimeouts(
                Duration.ofSeconds(2),
                Duration.ofSeconds(headersSeconds),
                Duration.ofSeconds(firstTokenSeconds),
                Duration.ofSeconds(interTokenSeconds));
    }

    static ProviderKind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " (expected: " + names() + ")"));
    }

    private static String names() {
        return Arrays.stream(values()).map(ProviderKind::wireName).collect(Collectors.joining(", "));
    }

    UpstreamTimeouts defaultTimeouts() {
        return defaultTimeouts;
    }

    /** As in {@code LLM_PROVIDER}, in replies and in metrics. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
