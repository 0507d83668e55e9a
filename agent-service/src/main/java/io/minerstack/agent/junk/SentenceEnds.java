package io.minerstack.agent.junk;

import java.util.ArrayList;
import java.util.List;

/** Where the sentences of a text end: after a mark that is followed by white space, or at the end of a line. */
final class SentenceEnds {

    private static final String MARKS = ".!?。！？…؟।";
    private static final String CLOSING = "\"'”’»)]}*_`」』）】";

    /** The ends of a statement in code, of a row of a table, of a tag and of a formula. */
    private static final String ENDS_OF_OTHER_TEXTS = ";|>$";

    private static final int LAST_LATIN = 0xff;

    private SentenceEnds() {}

    /** The sentences without white space around them; each line ends a sentence, too. */
    static List<String> split(String text) {
        List<String> sentences = new ArrayList<>();
        int from = 0;
        for (int end = next(text, 0); end > 0; end = next(text, end)) {
            add(sentences, text.substring(from, end));
            from = end;
        }
        add(sentences, text.substring(from));
        return sentences;
    }

    private static void add(List<String> sentences, String sentence) {
        if (!sentence.isBlank()) {
            sentences.add(sentence.strip());
        }
    }

    /** The index after the first sentence end from an index on; -1 if there is none. */
    private static int next(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                return i + 1;
            }
            if (isMark(c)) {
                int end = afterMarks(text, i);
                if (isEnd(text, i, end)) {
                    return end;
                }
                i = end - 1;
            }
        }
        return -1;
    }

    /** The text up to its last sentence end before an index; empty if there is none. */
    static String complete(String text, int limit) {
        int end = 0;
        for (int next = next(text, 0); next > 0 && next <= limit; next = next(text, next)) {
            end = next;
        }
        return text.substring(0, end).stripTrailing();
    }

    /** Whether the text ends with a sentence, or with what ends a table, code or a formula. */
    static boolean isComplete(String text) {
        int last = text.length() - 1;
        while (last >= 0 && CLOSING.indexOf(text.charAt(last)) >= 0) {
            last--;
        }
        if (last < 0 || last < text.length() - 1) {
            return true;
        }
        char end = text.charAt(last);
        return isMark(end) || ENDS_OF_OTHER_TEXTS.indexOf(end) >= 0 || isPicture(text.codePointBefore(last + 1));
    }

    /** Digits and other signs of plain text are the beginnings of emoji, too. */
    private static boolean isPicture(int point) {
        return point > LAST_LATIN && Character.isEmoji(point);
    }

    private static boolean isMark(char c) {
        return MARKS.indexOf(c) >= 0;
    }

    private static int afterMarks(String text, int from) {
        int end = from;
        while (end < text.length() && (isMark(text.charAt(end)) || CLOSING.indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return end;
    }

    /** A full stop after a number at the beginning of a line, such as in "1. ", numbers a list. */
    private static boolean isEnd(String text, int mark, int end) {
        boolean wide = "。！？".indexOf(text.charAt(mark)) >= 0;
        boolean followed = end == text.length() || Character.isWhitespace(text.charAt(end)) || wide;
        return followed && !isListNumber(text, mark);
    }

    private static boolean isListNumber(String text, int mark) {
        int digit = mark - 1;
        while (digit >= 0 && mark - digit < 4 && Character.isDigit(text.charAt(digit))) {
            digit--;
        }
        boolean number = digit < mark - 1;
        return number && text.charAt(mark) == '.' && (digit < 0 || text.charAt(digit) == '\n');
    }
}
