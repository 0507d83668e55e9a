package io.minerstack.agent.completion;

import org.jspecify.annotations.Nullable;

/** OpenAI's error body, for the code in it and for the numbers in its message. */
record ErrorEnvelope(@Nullable Failure error) {

    static final ErrorEnvelope UNKNOWN = new ErrorEnvelope(null);

    String code() {
        return error == null || error.code() == null ? "" : error.code();
    }

    PromptSize promptSize() {
        return error == null || error.message() == null ? PromptSize.UNKNOWN : PromptSize.read(error.message());
    }

    record Failure(@Nullable String code, @Nullable String message) {}
}
