package io.minerstack.agent.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A component's request as it stands in the JSON: anything may be missing or null. {@link #checked()} is the way to a
 * {@link ComponentInput}.
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ComponentRequest(
        @Nullable String cid,
        @Nullable String task,
        @Nullable List<@Nullable Item> input,
        @Nullable List<@Nullable Earlier> previousOutputs,
        @Nullable Boolean useConversationHistory,
        @Nullable Boolean usePlaybook) {

    /**
     * Applies the limits.
     *
     * @throws io.minerstack.servicesupport.problem.Problem 422 with one violation per broken limit
     */
    public ComponentInput checked() {
        return new InputValidator().check(this);
    }

    /** An item of {@code input}. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Item(@Nullable String userQuery) {}

    /** An item of {@code previous_outputs}. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Earlier(
            @Nullable String task,
            @Nullable List<@Nullable Item> input,
            @Nullable Result output,
            @Nullable String component) {}

    /** The {@code output} of a previous output. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Result(
            @Nullable String immediateResponse, @Nullable String notebook) {}
}
