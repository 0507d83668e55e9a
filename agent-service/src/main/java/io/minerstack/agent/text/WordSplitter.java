package io.minerstack.agent.text;

import io.minerstack.servicesupport.text.TextFolding;
import java.util.ArrayList;
import java.util.List;

/** Splits texts into words for comparison. */
public final class WordSplitter {

    private WordSplitter() {}

    /** The folded words of the text, in order: runs of letters and digits; each ideograph is a word. */
    public static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        TextFolding.fold(text).codePoints().forEach(point -> {
            boolean ideograph = Character.isIdeographic(point);
            if ((ideograph || !Character.isLetterOrDigit(point)) && !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (ideograph) {
                words.add(Character.toString(point));
            } else if (Character.isLetterOrDigit(point)) {
                word.appendCodePoint(point);
            }
        });
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }
}
