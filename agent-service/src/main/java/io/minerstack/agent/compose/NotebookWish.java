package io.minerstack.agent.compose;

import io.minerstack.agent.contract.AgentComponent;
import io.minerstack.agent.contract.ComponentInput;

/** Whether a reply may have a notebook, and so whether the model is asked for JSON. */
final class NotebookWish {

    private NotebookWish() {}

    static boolean of(AgentComponent component, ComponentInput input) {
        return switch (component) {
            case COMPLETE -> !input.notebooks().isEmpty() || DocumentWish.isIn(input.task() + "\n" + input.queries());
            case REFINE -> !input.previousOutputs().isEmpty();
            case SUMMARY -> !input.notebooks().isEmpty();
            default -> false;
        };
    }
}
