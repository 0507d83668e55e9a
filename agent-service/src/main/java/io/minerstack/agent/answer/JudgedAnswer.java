package io.minerstack.agent.answer;

import io.minerstack.agent.answer.JunkMetrics.Outcome;
import io.minerstack.agent.junk.AnsweredRequest;
import io.minerstack.agent.junk.JunkDetector;
import io.minerstack.agent.junk.JunkFinding;
import io.minerstack.agent.junk.JunkReason;
import org.jspecify.annotations.Nullable;

/**
 * An answer and what is wrong with it.
 *
 * @param response what is wrong with the response; null for nothing
 * @param document what is wrong with the notebook; null for nothing
 */
record JudgedAnswer(
        GeneratedAnswer answer,
        @Nullable JunkFinding response,
        @Nullable JunkFinding document) {

    /** An answer with which nothing is known to be wrong. */
    static JudgedAnswer unjudged(GeneratedAnswer answer) {
        return new JudgedAnswer(answer, null, null);
    }

    static JudgedAnswer of(GeneratedAnswer answer, JunkDetector detector, AnsweredRequest request) {
        boolean cut = answer.completion().isCut();
        String text = answer.immediateResponse();
        String notebook = answer.notebook();
        if (notebook == null) {
            return new JudgedAnswer(answer, detector.check(text, cut, request), null);
        }
        JunkFinding document = answer.notebookCut()
                ? detector.checkCutDocument(notebook, request)
                : detector.checkDocument(notebook, cut, request);
        // where the reply is a whole JSON object, the limit did not cut the response
        JunkFinding response = document == null || document.usable()
                ? detector.checkBesideDocument(text, request)
                : detector.check(text, false, request);
        return new JudgedAnswer(answer, response, document);
    }

    /** Why the answer is junk; null if it is none. */
    @Nullable
    JunkReason junk() {
        JunkFinding first = response == null ? document : response;
        return first == null ? null : first.reason();
    }

    /** Whether the best part says something. */
    boolean isUsable() {
        return (response == null || response.usable()) && (document == null || document.usable());
    }

    /** Whether the answer has a notebook that says something. */
    boolean hasUsableDocument() {
        return answer.notebook() != null && (document == null || document.usable());
    }

    /** Whether the answer has a notebook with nothing wrong. */
    boolean hasGoodDocument() {
        return answer.notebook() != null && document == null;
    }

    /** The best part of a junk answer, marked with the reason. */
    GeneratedAnswer bestPart(JunkReason reason) {
        return answer.withTexts(
                        response == null ? answer.immediateResponse() : response.bestPart(),
                        document == null ? answer.notebook() : document.bestPart())
                .asJunk(reason);
    }

    /** What is sent of a junk answer, for the metric. */
    Outcome outcome() {
        boolean whole = (response == null
                        || response.bestPart().length()
                                == answer.immediateResponse().length())
                && document == null;
        return whole ? Outcome.SENT : Outcome.SHORTENED;
    }
}
