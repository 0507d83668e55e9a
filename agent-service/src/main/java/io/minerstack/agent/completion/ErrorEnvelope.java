package io.minerstack.agent.completion;

import org.jspecify.annotations.Nullable;

/** OpenAI's error body: the code, and the message with the token counts of a prompt that is too long. */
record ErrorEnvelope(@Nullable Failure error) {

    static final ErrorEnvelope UNKNOWN = new ErrorEnvelope(null);

    String code() {
        return error == null || error.code() == null ? "" : error.code();
    }

    PromptTooLongDetails promptTooLong() {
        return error == null || error.message() == null
                ? PromptTooLongDetails.UNKNOWN
                : PromptTooLongDetails.read(error.message());
    }

    record Failure(@Nullable String code, @Nullable String message) {}
}
