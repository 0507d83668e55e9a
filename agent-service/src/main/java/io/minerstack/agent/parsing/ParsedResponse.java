package io.minerstack.agent.parsing;

import org.jspecify.annotations.Nullable;

/**
 * The answer and the notebook that a model's reply holds.
 *
 * @param immediateResponse blank only where the strategy is {@link ParseStrategy#UNUSABLE}
 * @param notebook null where the reply has no notebook or says "no update"
 * @param notebookCut whether the reply ended within the notebook
 * @param strategy how the reply was read
 */
public record ParsedResponse(
        String immediateResponse, @Nullable String notebook, boolean notebookCut, ParseStrategy strategy) {

    static final ParsedResponse UNUSABLE = new ParsedResponse("", null, ParseStrategy.UNUSABLE);

    /** A response whose notebook is whole. */
    ParsedResponse(String immediateResponse, @Nullable String notebook, ParseStrategy strategy) {
        this(immediateResponse, notebook, false, strategy);
    }

    public boolean isUsable() {
        return strategy != ParseStrategy.UNUSABLE;
    }
}
