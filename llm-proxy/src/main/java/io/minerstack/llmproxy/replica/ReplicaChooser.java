package io.minerstack.llmproxy.replica;

import java.util.List;

/** Chooses the model server for a request. Changes nothing: {@link ReplicaChoice#assign()} counts what is sent. */
public interface ReplicaChooser {

    /**
     * The server for a request.
     *
     * @param candidates servers that may get the request, at least one
     */
    <R extends Replica> ReplicaChoice<R> choose(List<R> candidates, PromptPrefix prompt);
}
