package io.minerstack.agent.answer;

import io.minerstack.agent.contract.Output;
import io.minerstack.agent.text.CodePoints;

/** The last look at an answer before anybody sees it: its limits, and only characters that every reader can take. */
public final class AnswerGuard {

    private AnswerGuard() {}

    /** An output within the contract; what is over a limit is cut at a code point and marked. */
    public static Output output(String immediateResponse, String notebook) {
        return new Output(cut(immediateResponse.strip(), Output.RESPONSE_LIMIT), cut(notebook, Output.NOTEBOOK_LIMIT));
    }

    private static String cut(String text, int limit) {
        return CodePoints.cut(CodePoints.writable(text), limit, "\n[... cut at " + limit + " characters]");
    }
}
