package io.minerstack.llmproxy.provider;

import io.minerstack.llmproxy.exchange.UpstreamTimeouts;
import io.minerstack.llmproxy.upstream.SettingNames;
import io.minerstack.servicesupport.text.LowerCaseLabel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The kinds of servers, with the time-outs that apply where none is configured. The label is the name in {@code
 * LLM_PROVIDER}, in replies and in metrics.
 */
public enum ProviderKind implements LowerCaseLabel {
    /** The stack's own local-llm, which gets tenant, deadline and trace of the request. */
    LOCAL,
    /** One or more vLLM servers. They may be rented, so they get the request id alone, and the span of their work. */
    VLLM,
    /** OpenAI, or a compatible API. Each request costs money, so there are no model probes. */
    OPENAI;

    /** The environment variables of the provider. local-llm has no key. */
    SettingNames settings() {
        return switch (this) {
            case LOCAL -> new SettingNames("LOCAL_LLM_URL", "LOCAL_LLM_MODEL", "LOCAL_LLM_URL");
            case VLLM -> new SettingNames("VLLM_API_KEY", "VLLM_MODEL", "VLLM_BASE_URL");
            case OPENAI -> new SettingNames("OPENAI_API_KEY", "OPENAI_MODEL", "OPENAI_BASE_URL");
        };
    }

    static ProviderKind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " (expected: " + names() + ")"));
    }

    private static String names() {
        return Arrays.stream(values()).map(ProviderKind::label).collect(Collectors.joining(", "));
    }

    /** A model on the CPU may have to answer other requests first. */
    UpstreamTimeouts defaultTimeouts() {
        return this == LOCAL ? timeouts(2, 45, 45, 10) : timeouts(2, 6, 8, 5);
    }

    private static UpstreamTimeouts timeouts(int connect, int headers, int firstToken, int interToken) {
        return new UpstreamTimeouts(
                Duration.ofSeconds(connect),
                Duration.ofSeconds(headers),
                Duration.ofSeconds(firstToken),
                Duration.ofSeconds(interToken));
    }
}
