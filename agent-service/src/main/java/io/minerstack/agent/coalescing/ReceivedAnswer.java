package io.minerstack.agent.coalescing;

import io.minerstack.servicesupport.text.LowerCaseLabel;

/**
 * An answer and how one caller came by it.
 *
 * @param answer shared with other callers
 * @param source whose run gave the answer
 */
public record ReceivedAnswer(SharedAnswer answer, Source source) {

    /** Whose run gave an answer. The label stands in the metadata and in a metric. */
    public enum Source implements LowerCaseLabel {
        /** The caller's own run. */
        RUN,
        /** The run of another caller with the same body, which was under way. */
        COALESCED,
        /** A run that had ended, named by the caller's {@code Idempotency-Key}. */
        REPLAYED
    }
}
