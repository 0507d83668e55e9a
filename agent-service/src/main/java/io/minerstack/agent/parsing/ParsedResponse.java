package io.minerstack.agent.parsing;

import org.jspecify.annotations.Nullable;

/**
 * The answer and the notebook that a model's reply holds.
 *
 * @param immediateResponse blank only where the strategy is {@link ParseStrategy#UNUSABLE}
 * @param notebook null where the reply has no notebook or says "no update"
 * @param notebookCut whether the reply ended within the notebook
 * @param responseCut whether the reply ended within the response
 * @param strategy how the reply was read
 */
public record ParsedResponse(
        String immediateResponse,
        @Nullable String notebook,
        boolean notebookCut,
        boolean responseCut,
        ParseStrategy strategy) {

    static final ParsedResponse UNUSABLE = new ParsedResponse("", null, ParseStrategy.UNUSABLE);

    /** A response whose notebook is whole. */
    ParsedResponse(String immediateResponse, @Nullable String notebook, ParseStrategy strategy) {
        this(immediateResponse, notebook, false, false, strategy);
    }

    ParsedResponse withResponseCut() {
        return new ParsedResponse(immediateResponse, notebook, notebookCut, true, strategy);
    }

    /** Whether the reply ended before its JSON did, whatever the provider gives as the reason. */
    public boolean isCut() {
        return notebookCut || responseCut;
    }

    public boolean isUsable() {
        return strategy != ParseStrategy.UNUSABLE;
    }
}
