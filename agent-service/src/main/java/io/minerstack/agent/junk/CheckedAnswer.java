package io.minerstack.agent.junk;

import io.minerstack.servicesupport.text.TextFolding;
import java.util.List;

/**
 * A text of a model, and what the checks know about it.
 *
 * @param text without white space at its end
 * @param words the folded words of the text
 * @param cutAtLimit whether the model's reply ended at its output limit
 * @param request what the text answers
 */
record CheckedAnswer(String text, List<String> words, boolean cutAtLimit, AnsweredRequest request) {

    static CheckedAnswer of(String text, boolean cutAtLimit, AnsweredRequest request) {
        return new CheckedAnswer(text.stripTrailing(), TextFolding.words(text), cutAtLimit, request);
    }
}
