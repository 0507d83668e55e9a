package io.minerstack.registration.preflight.check;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The rules of the contract for the body of an answer of {@code /complete}. */
public final class AnswerContract {

    private static final int MAX_RESPONSE = 50_000;
    private static final int MAX_NOTEBOOK = 100_000;

    private AnswerContract() {}

    /**
     * The first rule that an answer breaks, or null.
     *
     * @param cid of the request
     * @param question the only query of the request
     */
    public static @Nullable String flaw(JsonNode answer, String cid, String question) {
        JsonNode output = answer.path("output");
        String response = output.path("immediate_response").asString("");
        if (!answer.path("cid").asString("").equals(cid)
                || !answer.path("task").isString()
                || !answer.path("input").path(0).path("user_query").asString("").equals(question)) {
            return "the answer does not repeat cid, task and input";
        }
        if (isBlank(response)) {
            return "output.immediate_response is empty or not a string";
        }
        if (!output.path("notebook").isString()) {
            return "output.notebook is not a string";
        }
        if (response.codePointCount(0, response.length()) > MAX_RESPONSE
                || output.path("notebook").asString("").codePoints().count() > MAX_NOTEBOOK) {
            return "a text is longer than the contract allows";
        }
        return answer.path("component").asString("").equals("complete") ? null : "component is not \"complete\"";
    }

    /** White space alone, no-break spaces included: agent-service judges so, too. */
    private static boolean isBlank(String text) {
        return text.codePoints().allMatch(point -> Character.isWhitespace(point) || Character.isSpaceChar(point));
    }
}
