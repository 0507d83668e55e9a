package io.minerstack.memory.playbook.retraction;

import io.minerstack.servicesupport.text.TextFolding;

/** Whether a sentence is evidence that the user takes something back. */
public enum RetractionEvidence {
    /** An order to forget, or a correction: "no longer", "I changed my mind". */
    GIVEN,
    /** Words of forgetting in a complaint, a question or a "do not forget": evidence against it. */
    REFUTED,
    /** No words of either, as in most sentences of languages whose corrections no pattern knows. */
    NONE;

    /** The evidence of one sentence. */
    public static RetractionEvidence of(String sentence) {
        String whole = TextFolding.fold(sentence);
        String folded = RetractionPhrases.KEEP.matcher(whole).replaceAll("…");
        if (ForgetRequest.find(folded) != null) {
            return GIVEN;
        }
        if (!folded.equals(whole) || RetractionPhrases.FORGET.matcher(folded).find()) {
            return REFUTED;
        }
        return RetractionPhrases.CORRECTION.matcher(folded).find() ? GIVEN : NONE;
    }
}
