package io.minerstack.agent.junk;

import io.minerstack.servicesupport.text.TextFolding;
import java.util.List;

/**
 * A text of a model, and what the checks know about it.
 *
 * @param text without white space at its end
 * @param ends the part of it that most checks read
 * @param words the folded words of that part
 * @param cutAtLimit whether the model's reply ended at its output limit
 * @param request what the text answers
 */
record CheckedAnswer(String text, TextEnds ends, List<String> words, boolean cutAtLimit, AnsweredRequest request) {

    static CheckedAnswer of(String text, boolean cutAtLimit, AnsweredRequest request) {
        String stripped = text.stripTrailing();
        TextEnds ends = TextEnds.of(stripped);
        return new CheckedAnswer(stripped, ends, TextFolding.words(ends.text()), cutAtLimit, request);
    }
}
