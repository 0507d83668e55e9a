package io.minerstack.llmproxy.replica;

import io.minerstack.servicesupport.text.LowerCaseLabel;

/**
 * A chosen model server.
 *
 * @param reason what decided
 * @param prompt of the request
 * @param knownBytes of the prompt that the server has probably in its cache
 */
public record ReplicaChoice<R extends Replica>(R replica, Reason reason, PromptPrefix prompt, long knownBytes) {

    /** What decided. */
    public enum Reason implements LowerCaseLabel {
        /** No other server could get the request. */
        ONLY,
        /** The server has the least to do, and no beginning of the prompt. */
        LOAD,
        /** The server has a beginning of the prompt. */
        PREFIX
    }

    /** Counts the request at the server. */
    public ReplicaLoad.Assignment assign() {
        return replica.assign(prompt);
    }
}
