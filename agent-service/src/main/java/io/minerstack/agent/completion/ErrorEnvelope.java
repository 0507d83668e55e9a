package io.minerstack.agent.completion;

import org.jspecify.annotations.Nullable;

/** OpenAI's error body, for the code in it and for the numbers in its message. */
record ErrorEnvelope(@Nullable Failure error) {

    static final ErrorEnvelope UNKNOWN = new ErrorEnvelope(null);

    String code() {
        return error == null || error.code() == null ? "" : error.code();
    }

    PromptTooLongDetails promptSize() {
        return error == null || error.message() == null
                ? PromptTooLongDetails.UNKNOWN
                : PromptTooLongDetails.read(error.message());
    }

    record Failure(@Nullable String code, @Nullable String message) {}
}
