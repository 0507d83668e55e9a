package io.minerstack.llmproxy.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.minerstack.llmproxy.failure.WrongSetting;
import io.minerstack.llmproxy.provider.Provider;
import io.minerstack.llmproxy.provider.Providers;
import io.minerstack.llmproxy.upstream.UpstreamState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /status}: which provider would answer now. Answers from memory, without a request to an upstream. */
@RestController
class ProviderStatusController {

    private final Providers providers;

    ProviderStatusController(Providers providers) {
        this.providers = providers;
    }

    @GetMapping("/status")
    Status status() {
        Provider current = providers.current();
        List<ProviderStatus> each =
                providers.all().stream().map(ProviderStatus::of).toList();
        return new Status(current.name(), current.model(), current.takesJsonSchema(), state(current), each);
    }

    private String state(Provider current) {
        if (!current.state().isUsable()) {
            return "unavailable";
        }
        return current == providers.all().getFirst() && providers.all().stream().noneMatch(Provider::isMisconfigured)
                ? "available"
                : "degraded";
    }

    /**
     * The state of this proxy.
     *
     * @param provider the provider that would get the next request
     * @param model the model of that provider
     * @param jsonSchema whether that provider accepts a JSON schema as {@code response_format}, as far as is known
     * @param state {@code available}, {@code degraded} while a later provider serves or one does not accept our
     *     configuration, or {@code unavailable}
     * @param providers in the order of fallback
     */
    record Status(
            @JsonProperty("llm_provider") String provider,
            String model,
            @JsonProperty("json_schema") boolean jsonSchema,
            String state,
            List<ProviderStatus> providers) {}

    /**
     * One provider.
     *
     * @param state see {@link UpstreamState}
     * @param wrongSettings the variables of which the provider's server did not accept one, null if it accepts all
     * @param cause what is wrong: {@code api_key}, {@code account}, {@code model} or {@code base_url}; null where it is
     *     not known
     * @param maxContextLength in tokens, null if unknown
     */
    record ProviderStatus(
            String name,
            String model,
            String state,

            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("wrong_settings") @Nullable
            String wrongSettings,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String cause,

            @JsonProperty("max_context_length") @Nullable Integer maxContextLength) {

        static ProviderStatus of(Provider provider) {
            WrongSetting wrong = provider.wrongSetting();
            return new ProviderStatus(
                    provider.name(),
                    provider.model(),
                    provider.state().label(),
                    provider.wrongSettings(),
                    wrong == null ? null : wrong.label(),
                    provider.maxContext());
        }
    }
}
