package io.minerstack.agent.compose;

import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.ComponentName;

/** Whether a reply may have a notebook, and so whether the model is asked for JSON. */
final class NotebookIntent {

    private NotebookIntent() {}

    static boolean of(ComponentName component, ComponentInput input) {
        return switch (component) {
            case COMPLETE -> !input.notebooks().isEmpty() || DocumentIntent.isIn(input.task() + "\n" + input.queries());
            case REFINE -> !input.previousOutputs().isEmpty();
            case SUMMARY -> !input.notebooks().isEmpty();
            default -> false;
        };
    }
}
