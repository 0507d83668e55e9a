package io.minerstack.agent.completion;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** OpenAI's error body with llm-proxy's fields for the token counts of a prompt that is too long. */
record ErrorEnvelope(@Nullable Failure error) {

    static final ErrorEnvelope UNKNOWN = new ErrorEnvelope(null);

    String code() {
        return error == null || error.code() == null ? "" : error.code();
    }

    /** llm-proxy's words, which callers may read; empty if there are none. */
    String message() {
        return error == null || error.message() == null ? "" : error.message();
    }

    PromptTooLongDetails promptTooLong() {
        return error == null
                ? PromptTooLongDetails.UNKNOWN
                : PromptTooLongDetails.of(error.promptTokens(), error.contextTokens());
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Failure(
            @Nullable String code,
            @Nullable String message,
            @Nullable Integer promptTokens,
            @Nullable Integer contextTokens) {}
}
