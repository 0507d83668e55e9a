package io.minerstack.bench.eval.expectation;

/**
 * The texts of an answer.
 *
 * @param notebook {@code no update} or empty for none
 */
public record AnswerContent(String response, String notebook) {

    /** An answer without a notebook. */
    public static AnswerContent of(String response) {
        return new AnswerContent(response, "");
    }

    public boolean hasNotebook() {
        return !notebook.isBlank() && !notebook.strip().equalsIgnoreCase("no update");
    }

    /** The notebook, or the response where there is no notebook. */
    public String document() {
        return hasNotebook() ? notebook : response;
    }
}
