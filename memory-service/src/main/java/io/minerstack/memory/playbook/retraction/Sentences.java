package io.minerstack.memory.playbook.retraction;

import java.util.ArrayList;
import java.util.List;

/** Splits a text into its sentences, in one pass. */
public final class Sentences {

    private static final String ENDS = "!?;。！？；";

    private Sentences() {}

    /** The sentences in their order, without space at their ends; punctuation alone is none. */
    public static List<String> of(String text) {
        List<String> sentences = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isEnd(text, i)) {
                add(sentences, text.substring(start, i + 1));
                start = i + 1;
            }
        }
        add(sentences, text.substring(start));
        return sentences;
    }

    private static boolean isEnd(String text, int i) {
        char c = text.charAt(i);
        if (c == '\n' || c == '\r' || ENDS.indexOf(c) >= 0) {
            return true;
        }
        // a full stop inside a number, a name or an address does not end a sentence
        return c == '.' && (i + 1 == text.length() || Character.isWhitespace(text.charAt(i + 1)));
    }

    private static void add(List<String> sentences, String sentence) {
        String stripped = sentence.strip();
        if (stripped.codePoints().anyMatch(Character::isLetterOrDigit)) {
            sentences.add(stripped);
        }
    }
}
