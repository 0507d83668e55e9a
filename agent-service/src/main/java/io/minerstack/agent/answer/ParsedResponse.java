package io.minerstack.agent.answer;

import org.jspecify.annotations.Nullable;

/**
 * What a model's reply says.
 *
 * @param immediateResponse blank only where the rung is {@link ParseStrategy#UNUSABLE}
 * @param notebook null where the reply has none or says "no update"
 */
public record ParsedResponse(
        String immediateResponse, @Nullable String notebook, ParseStrategy rung) {

    static final ParsedResponse UNUSABLE = new ParsedResponse("", null, ParseStrategy.UNUSABLE);

    public boolean isUsable() {
        return rung != ParseStrategy.UNUSABLE;
    }
}
