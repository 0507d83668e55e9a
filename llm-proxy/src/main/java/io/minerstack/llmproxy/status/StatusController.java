package io.minerstack.llmproxy.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.minerstack.llmproxy.provider.Provider;
import io.minerstack.llmproxy.provider.Providers;
import io.minerstack.llmproxy.upstream.UpstreamState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /status}: who would answer now. Answers from memory. */
@RestController
class StatusController {

    private final Providers providers;

    StatusController(Providers providers) {
        this.providers = providers;
    }

    @GetMapping("/status")
    Status status() {
        Provider current = providers.current();
        List<ProviderStatus> each =
                providers.all().stream().map(ProviderStatus::of).toList();
        return new Status(current.name(), current.model(), state(current), each);
    }

    private String state(Provider current) {
        if (!current.state().usable()) {
            return "unavailable";
        }
        return current == providers.all().getFirst() ? "available" : "degraded";
    }

    /**
     * What a caller may count on now.
     *
     * @param provider that would be asked first
     * @param model of it
     * @param state {@code available}, {@code degraded} while a fallback serves, {@code unavailable}
     * @param providers in the order of fallback
     */
    record Status(
            @JsonProperty("llm_provider") String provider,
            String model,
            String state,
            List<ProviderStatus> providers) {}

    /**
     * One provider.
     *
     * @param state see {@link UpstreamState}
     * @param maxContextLength in tokens, null while unknown
     */
    record ProviderStatus(
            String name,
            String model,
            String state,
            @JsonProperty("max_context_length") @Nullable Integer maxContextLength) {

        static ProviderStatus of(Provider provider) {
            return new ProviderStatus(
                    provider.name(), provider.model(), provider.state().wireName(), provider.maxContext());
        }
    }
}
