package io.minerstack.agent.vote;

import io.minerstack.agent.text.WordFile;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words that lead to an answer, in several languages: "die Antwort ist", "答案是". */
final class AnswerLeadIns {

    private static final List<String> PHRASES = WordFile.phrases(AnswerLeadIns.class, "answer-lead-ins.txt").stream()
            .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
            .toList();

    private static final int MAX_LEAD_INS = 2;
    private static final int FIRST_UNSPACED = 0x2e80;

    private AnswerLeadIns() {}

    /** A lead-in of at least two words or of a script without spaces, or one with a colon, and then the answer. */
    static Pattern announcements() {
        String spaced = alternatives(false);
        String unspaced = alternatives(true);
        return Pattern.compile(
                "(?:(?<!\\p{L})(?:" + spaced + ")|(?:" + unspaced + "))(?:\\s{0,2}[:：=])?\\s{0,3}([^\\n。]{1,120})",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String alternatives(boolean unspaced) {
        return PHRASES.stream()
                .filter(phrase -> isUnspaced(phrase) == unspaced)
                .filter(phrase -> unspaced || phrase.endsWith(":") || phrase.indexOf(' ') != phrase.lastIndexOf(' '))
                .map(phrase -> phrase.endsWith(":")
                        ? Pattern.quote(phrase.substring(0, phrase.length() - 1)) + "\\s{0,2}[:：=]"
                        : Pattern.quote(phrase) + (unspaced ? "" : "(?!\\p{L})"))
                .collect(Collectors.joining("|"));
    }

    /** The folded answer without the words that lead to it; the answer itself if nothing else would be left. */
    static String strip(String folded) {
        String rest = folded;
        for (int i = 0; i < MAX_LEAD_INS; i++) {
            rest = stripOnce(rest);
        }
        return rest;
    }

    private static String stripOnce(String folded) {
        for (String phrase : PHRASES) {
            boolean colon = phrase.endsWith(":");
            String words = colon ? phrase.substring(0, phrase.length() - 1) : phrase;
            if (!folded.startsWith(words)) {
                continue;
            }
            String behind = folded.substring(words.length());
            String rest = behind.stripLeading();
            boolean sign = rest.startsWith(":") || rest.startsWith("=");
            boolean ends = isUnspaced(phrase) || behind.isEmpty() || !Character.isLetterOrDigit(behind.codePointAt(0));
            String answer = sign ? rest.substring(1).stripLeading() : rest;
            if (ends && (sign || !colon) && !answer.isEmpty()) {
                return answer;
            }
        }
        return folded;
    }

    /** Whether a phrase is of a script without spaces. */
    static boolean isUnspaced(String phrase) {
        return phrase.charAt(0) >= FIRST_UNSPACED;
    }
}
