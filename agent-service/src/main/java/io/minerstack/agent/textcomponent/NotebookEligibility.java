package io.minerstack.agent.textcomponent;

import io.minerstack.agent.contract.ComponentInput;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.agent.profile.ModelProfile;
import io.minerstack.agent.profile.ModelProfile.ReplyFormat;
import org.springframework.stereotype.Component;

/**
 * Decides whether the reply may have a notebook, and where the notebook comes from. A model whose provider takes a JSON
 * schema decides itself whether to write one; for all others {@link DocumentIntentDetector} decides that.
 */
@Component
class NotebookEligibility {

    private final DocumentIntentDetector detector;

    NotebookEligibility(DocumentIntentDetector detector) {
        this.detector = detector;
    }

    NotebookSource source(ComponentName component, ComponentInput input, ModelProfile profile) {
        if (!mayHaveNotebook(component, input, profile.replyFormat())) {
            return NotebookSource.NONE;
        }
        return profile.replyFormat() == ReplyFormat.TEXT ? NotebookSource.ANSWER : NotebookSource.FIELD;
    }

    private boolean mayHaveNotebook(ComponentName component, ComponentInput input, ReplyFormat format) {
        boolean hasNotebook = !input.notebooks().isEmpty();
        return switch (component) {
            case COMPLETE ->
                switch (format) {
                    case JSON_SCHEMA -> true;
                    case JSON -> hasNotebook || asksForDocument(input);
                    // an answer about a notebook must not replace the notebook
                    case TEXT -> asksForDocument(input);
                };
            case REFINE ->
                format == ReplyFormat.TEXT
                        ? hasNotebook
                        : !input.previousOutputs().isEmpty();
            case SUMMARY -> hasNotebook;
            default -> false;
        };
    }

    private boolean asksForDocument(ComponentInput input) {
        return detector.asksForDocument(input.task() + "\n" + input.queries());
    }
}
