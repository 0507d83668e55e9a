package io.minerstack.memory.playbook.rules;

import io.minerstack.servicesupport.text.TextFolding;
import java.util.regex.Pattern;

/**
 * Decides whether a quote takes something back. Small models invent deletions, so English text needs a word for it. No
 * list of such words exists here for other languages: there the model's judgement counts where it calls the retraction
 * explicit.
 */
final class RetractionDetector {

    private static final Pattern RETRACTION = Pattern.compile(
            "\\b(?:forget|remove|delete|drop|undo|cancel|stop|no longer|not any ?more|any ?more|never mind|nevermind"
                    + "|take (?:that|it) back|ignore|instead|wrong|changed my mind)\\b");

    private RetractionDetector() {}

    static boolean isRetraction(String quote, FeedbackText feedback, Certainty certainty) {
        return RETRACTION.matcher(TextFolding.fold(quote)).find()
                || (certainty == Certainty.EXPLICIT && !EnglishDetector.hasEnglishWord(quote) && !feedback.isEnglish());
    }
}
