package io.minerstack.agent.contract;

import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The two texts of a reply, and of a previous output.
 *
 * @param immediateResponse at most {@value #RESPONSE_LIMIT} characters
 * @param notebook at most {@value #NOTEBOOK_LIMIT} characters; {@value #NO_UPDATE} for none
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Output(String immediateResponse, String notebook) {

    public static final int RESPONSE_LIMIT = 50_000;
    public static final int NOTEBOOK_LIMIT = 100_000;

    /** The notebook's value that means "no notebook", in requests and replies. */
    public static final String NO_UPDATE = "no update";

    public boolean hasNotebook() {
        return !notebook.isBlank() && !notebook.strip().equalsIgnoreCase(NO_UPDATE);
    }
}
