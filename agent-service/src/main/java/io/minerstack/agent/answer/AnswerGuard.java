package io.minerstack.agent.answer;

import io.minerstack.agent.contract.Output;
import io.minerstack.servicesupport.text.CodePoints;

/**
 * Makes every answer keep the contract before it is stored and sent: limits, and only characters that UTF-8 can carry.
 */
public final class AnswerGuard {

    private AnswerGuard() {}

    /** The output within the contract's limits. A text over its limit is cut at a code point and marked. */
    public static Output output(String immediateResponse, String notebook) {
        return new Output(cut(immediateResponse.strip(), Output.RESPONSE_LIMIT), cut(notebook, Output.NOTEBOOK_LIMIT));
    }

    private static String cut(String text, int limit) {
        return CodePoints.cut(CodePoints.writable(text), limit, "\n[... cut at " + limit + " characters]");
    }
}
