package io.minerstack.llmproxy.completion;

import org.jspecify.annotations.Nullable;

/**
 * OpenAI's error body, and the last event of a stream that broke.
 *
 * @param error what went wrong
 */
record ErrorEnvelope(Failure error) {

    /**
     * The error itself.
     *
     * @param message for people
     * @param type coarse kind
     * @param param the field at fault
     * @param code stable, for programs
     */
    record Failure(String message, String type, @Nullable String param, String code) {}
}
