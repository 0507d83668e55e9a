package io.minerstack.agent.textcomponent;

import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.ComponentName;

/** Decides whether the reply may have a notebook, and so whether the model is asked for JSON. */
final class NotebookEligibility {

    private NotebookEligibility() {}

    static boolean mayHaveNotebook(ComponentName component, ComponentInput input) {
        return switch (component) {
            case COMPLETE ->
                !input.notebooks().isEmpty()
                        || DocumentIntentDetector.asksForDocument(input.task() + "\n" + input.queries());
            case REFINE -> !input.previousOutputs().isEmpty();
            case SUMMARY -> !input.notebooks().isEmpty();
            default -> false;
        };
    }
}
