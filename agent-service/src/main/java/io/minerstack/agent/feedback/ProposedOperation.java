package io.minerstack.agent.feedback;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** One operation as a model proposes it; nothing in it is believed before {@link OperationSchema} looked at it. */
@JsonNaming(SnakeCaseStrategy.class)
record ProposedOperation(
        @Nullable String evidenceQuote,
        @Nullable String operation,
        @Nullable String target,
        @Nullable String insightType,
        @Nullable String key,
        @Nullable String value,
        @Nullable String certainty,
        @Nullable String scope,
        @Nullable List<@Nullable String> tags) {}
