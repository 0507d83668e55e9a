package io.minerstack.agent.answer;

import org.jspecify.annotations.Nullable;

/**
 * What a model's reply says.
 *
 * @param immediateResponse blank only where the rung is {@link Rung#UNUSABLE}
 * @param notebook null where the reply has none or says "no update"
 */
public record Parsed(String immediateResponse, @Nullable String notebook, Rung rung) {

    static final Parsed UNUSABLE = new Parsed("", null, Rung.UNUSABLE);

    public boolean isUsable() {
        return rung != Rung.UNUSABLE;
    }
}
