package io.minerstack.agent.status;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * llm-proxy's {@code /status}.
 *
 * @param state {@code available}, {@code degraded} or {@code unavailable}
 */
@JsonNaming(SnakeCaseStrategy.class)
record ModelStatus(
        @Nullable String llmProvider,
        @Nullable String model,
        @Nullable String state,
        @Nullable List<Provider> providers) {

    static final String UNAVAILABLE = "unavailable";

    boolean isUnavailable() {
        return UNAVAILABLE.equals(state);
    }

    /** The smallest context of all providers: a prompt must fit the one that is fallen back to, too. */
    OptionalInt contextLength() {
        return providers == null
                ? OptionalInt.empty()
                : providers.stream()
                        .map(Provider::maxContextLength)
                        .filter(Objects::nonNull)
                        .mapToInt(Integer::intValue)
                        .min();
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Provider(@Nullable String name, @Nullable Integer maxContextLength) {}
}
