package io.minerstack.agent.textcomponent;

import io.minerstack.servicesupport.text.TextFolding;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A sentence that may order a document, as the word lists are compared with it: folded, without accents on Latin
 * letters, which many people do not type.
 *
 * @param tokens the words, and {@link #BREAK} for each comma, colon or bracket between them
 */
record OrderSentence(String text, List<String> tokens) {

    static final String BREAK = ",";

    private static final Pattern ACCENT = Pattern.compile("(?<=\\p{IsLatin})\\p{M}+");
    private static final String BREAKS = ",:;()、，：；（）";

    /**
     * The normalised sentence. The normaliser sorts the marks of one letter in a number of steps that is the square of
     * the number of marks: folding leaves at most 30 marks on a letter.
     */
    static OrderSentence of(String sentence) {
        String text = withoutAccents(TextFolding.fold(sentence));
        return new OrderSentence(text, tokens(text));
    }

    boolean isAscii() {
        return isAscii(text);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 0x80);
    }

    private static String withoutAccents(String folded) {
        if (isAscii(folded)) {
            return folded;
        }
        String bare = ACCENT.matcher(Normalizer.normalize(folded, Normalizer.Form.NFD))
                .replaceAll("");
        return Normalizer.normalize(bare, Normalizer.Form.NFC);
    }

    /** The vowels of Devanagari and other scripts are marks. */
    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        text.codePoints().forEach(point -> {
            boolean inWord = Character.isLetterOrDigit(point) || isMark(point);
            if (inWord) {
                word.appendCodePoint(point);
            } else if (!word.isEmpty()) {
                tokens.add(word.toString());
                word.setLength(0);
            }
            if (!inWord && BREAKS.indexOf(point) >= 0) {
                tokens.add(BREAK);
            }
        });
        if (!word.isEmpty()) {
            tokens.add(word.toString());
        }
        return tokens;
    }
}
