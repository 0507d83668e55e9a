package io.minerstack.agent.contract;

import java.util.List;

/**
 * An earlier answer of a component, sent by the caller.
 *
 * @param task at most 1,000 characters, empty where the caller left it out
 * @param input at most 50 items
 * @param component at most 50 characters, empty where the caller left it out
 */
public record PreviousOutput(String task, List<Query> input, Output output, String component) {

    public PreviousOutput {
        input = List.copyOf(input);
    }
}
