package io.minerstack.agent.contract;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What a component says and what it leaves on the canvas.
 *
 * @param immediateResponse at most {@value #RESPONSE_LIMIT} characters
 * @param notebook at most {@value #NOTEBOOK_LIMIT} characters; {@value #NO_UPDATE} where there is none
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Output(String immediateResponse, String notebook) {

    public static final int RESPONSE_LIMIT = 50_000;
    public static final int NOTEBOOK_LIMIT = 100_000;

    /** Stands for "no notebook", in requests and replies alike. */
    public static final String NO_UPDATE = "no update";

    public boolean hasNotebook() {
        return !notebook.isBlank() && !notebook.strip().equalsIgnoreCase(NO_UPDATE);
    }
}
