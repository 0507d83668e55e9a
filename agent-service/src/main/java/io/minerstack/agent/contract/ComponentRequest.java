package io.minerstack.agent.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A component request as read from JSON. Any field may be missing or null; {@link #validated()} makes a
 * {@link ComponentInput} of it. Unknown fields are skipped at once: by default Jackson keeps those that come before the
 * known ones until it has all of these.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(SnakeCaseStrategy.class)
public record ComponentRequest(
        @Nullable String cid,
        @Nullable String task,

        @JsonDeserialize(using = LimitedListDeserializer.Queries.class) @Nullable
        List<@Nullable QueryItem> input,

        @JsonDeserialize(using = LimitedListDeserializer.PreviousOutputs.class) @Nullable
        List<@Nullable PreviousOutputItem> previousOutputs,

        @Nullable Boolean useConversationHistory,
        @Nullable Boolean usePlaybook) {

    /**
     * The valid request.
     *
     * @throws io.minerstack.servicesupport.problem.Problem 422 with one violation for each broken limit
     */
    public ComponentInput validated() {
        return new InputValidator().validate(this);
    }

    /** An item of {@code input}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(SnakeCaseStrategy.class)
    public record QueryItem(@Nullable String userQuery) {}

    /** An item of {@code previous_outputs}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(SnakeCaseStrategy.class)
    public record PreviousOutputItem(
            @Nullable String task,

            @JsonDeserialize(using = LimitedListDeserializer.Queries.class) @Nullable
            List<@Nullable QueryItem> input,

            @Nullable OutputFields output,
            @Nullable String component) {}

    /** The {@code output} of an item of {@code previous_outputs}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(SnakeCaseStrategy.class)
    public record OutputFields(
            @Nullable String immediateResponse, @Nullable String notebook) {}
}
