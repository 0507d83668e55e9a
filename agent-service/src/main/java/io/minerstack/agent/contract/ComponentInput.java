package io.minerstack.agent.contract;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A valid component request. Every limit of the contract holds, and optional fields have their defaults.
 *
 * @param cid id of the conversation, 1–100 characters
 * @param task at most 1,000 characters, may be empty
 * @param input 1–50 queries
 * @param previousOutputs at most 20
 */
public record ComponentInput(
        String cid,
        String task,
        List<Query> input,
        List<PreviousOutput> previousOutputs,
        boolean useConversationHistory,
        boolean usePlaybook) {

    public ComponentInput {
        input = List.copyOf(input);
        previousOutputs = List.copyOf(previousOutputs);
    }

    /** The queries joined with line breaks. */
    public String queries() {
        return input.stream().map(Query::userQuery).collect(Collectors.joining("\n"));
    }

    /** The notebooks of the previous outputs, in their order. */
    public List<String> notebooks() {
        return previousOutputs.stream()
                .map(PreviousOutput::output)
                .filter(Output::hasNotebook)
                .map(Output::notebook)
                .toList();
    }
}
