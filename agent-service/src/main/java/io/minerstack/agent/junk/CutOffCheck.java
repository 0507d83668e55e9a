package io.minerstack.agent.junk;

import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds a text that its output limit ended within a sentence. The best part is the text up to its last sentence. */
final class CutOffCheck implements JunkCheck {

    private static final String FENCE = "```";
    private static final int WORDS_PER_DIFFERENT_WORD = 10;
    private static final double MIN_SHARE = 0.4;
    private static final int MIN_LENGTH = 200;
    private static final int MIN_LENGTH_WITHOUT_LAST_WORD = 60;

    @Override
    public @Nullable JunkFinding check(CheckedAnswer answer) {
        if (!answer.cutAtLimit() || SentenceEnds.isComplete(answer.text()) || isRow(answer.words())) {
            return null;
        }
        return finding(answer.text());
    }

    /** The finding for a text that is known to be cut. */
    static JunkFinding finding(String text) {
        return new JunkFinding(JunkReason.CUT_OFF, bestPart(text), true);
    }

    /** Whether the text is a row of the same few words, which has no sentences: then the request asked for it. */
    private static boolean isRow(List<String> words) {
        return new HashSet<>(words).size() * WORDS_PER_DIFFERENT_WORD < words.size();
    }

    private static String bestPart(String text) {
        if (endsInCode(text)) {
            int line = text.lastIndexOf('\n');
            return text.substring(0, line) + "\n" + FENCE;
        }
        String sentences = SentenceEnds.complete(text, text.length());
        boolean enough = sentences.length() >= MIN_LENGTH || sentences.length() >= MIN_SHARE * text.length();
        return enough ? sentences : withoutLastWord(text);
    }

    /**
     * The text without its last word, which may be half of one. The same where the text is so short that each word
     * counts, or its script has no spaces.
     */
    private static String withoutLastWord(String text) {
        if (text.length() < MIN_LENGTH_WITHOUT_LAST_WORD) {
            return text;
        }
        int end = text.length();
        while (end > 0 && !Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        String words = text.substring(0, end).stripTrailing();
        return words.length() < MIN_SHARE * text.length() ? text : words;
    }

    private static boolean endsInCode(String text) {
        int fences = 0;
        int last = 0;
        for (int at = text.indexOf(FENCE); at >= 0; at = text.indexOf(FENCE, at + FENCE.length())) {
            fences++;
            last = at;
        }
        return fences % 2 == 1 && text.indexOf('\n', last) >= 0 && text.lastIndexOf('\n') > text.indexOf('\n', last);
    }
}
