package io.minerstack.agent.status;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The body of llm-proxy's {@code GET /status}.
 *
 * @param jsonSchema whether the provider that would answer accepts a JSON schema; null where it is not said
 * @param state {@code available}, {@code degraded} or {@code unavailable}
 */
@JsonNaming(SnakeCaseStrategy.class)
record LlmProxyStatus(
        @Nullable String llmProvider,
        @Nullable String model,
        @Nullable Boolean jsonSchema,
        @Nullable String state,
        @Nullable List<Provider> providers) {

    static final String UNAVAILABLE = "unavailable";
    static final String MISCONFIGURED = "misconfigured";

    /** What is wrong where the server knows the key. */
    private static final String ACCOUNT = "account";

    boolean isUnavailable() {
        return UNAVAILABLE.equals(state);
    }

    /** The smallest context of all providers in tokens, because a prompt must fit the fallback providers, too. */
    OptionalInt contextLength() {
        return providers == null
                ? OptionalInt.empty()
                : providers.stream()
                        .map(Provider::maxContextLength)
                        .filter(Objects::nonNull)
                        .mapToInt(Integer::intValue)
                        .min();
    }

    /** The providers whose model server does not accept our configuration. */
    List<Provider> misconfigured() {
        return providers == null
                ? List.of()
                : providers.stream().filter(Provider::isMisconfigured).toList();
    }

    /**
     * One provider.
     *
     * @param wrongSettings the variables of which the model server did not accept one; null if it accepts all
     * @param cause what is wrong, such as {@code api_key}; null where it is not known
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Provider(
            @Nullable String name,
            @Nullable String state,
            @Nullable String wrongSettings,
            @Nullable String cause,
            @Nullable Integer maxContextLength) {

        /** Whether the model server does not accept the provider's configuration. */
        boolean isMisconfigured() {
            return name != null && MISCONFIGURED.equals(state);
        }

        /** What the operator has to know about a misconfigured provider: one sentence. */
        String explanation() {
            String variables = Objects.requireNonNullElse(wrongSettings, "the configuration");
            return ACCOUNT.equals(cause)
                    ? "The account of " + variables + " at " + name + " has no credit left, or is blocked."
                    : "The model server of " + name + " does not accept " + variables + ".";
        }
    }
}
