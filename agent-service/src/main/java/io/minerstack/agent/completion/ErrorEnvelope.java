package io.minerstack.agent.completion;

import org.jspecify.annotations.Nullable;

/** OpenAI's error body, for the code in it. */
record ErrorEnvelope(@Nullable Failure error) {

    static final ErrorEnvelope UNKNOWN = new ErrorEnvelope(null);

    String code() {
        return error == null || error.code() == null ? "" : error.code();
    }

    record Failure(@Nullable String code) {}
}
