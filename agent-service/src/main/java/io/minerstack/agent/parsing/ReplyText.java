package io.minerstack.agent.parsing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A model's reply with what is needed to tell a control token from a sentence that mentions the token. */
record ReplyText(String text, MarkdownCode code) {

    private static final String CLOSING_PUNCTUATION = ".,;:!?)'\"”’»`";
    private static final String SENTENCE_ENDS = ".!?…。！？)]}\"”*`";

    private static final int MAX_BETWEEN_MENTIONS = 300;

    private static final Pattern BETWEEN_MENTIONS =
            Pattern.compile("\\s?(?:and|or|und|oder|et|ou|y|o|e|en|и|или|和|与|或|と)\\s?", Pattern.CASE_INSENSITIVE);

    /** How a sentence goes on after a token that is its subject. */
    private static final Pattern AFTER_SUBJECT = Pattern.compile("(?:[….,;:)]|,? (?:and|or|is|isn't|are|was|were"
            + "|to|through|then|followed|with|has|have|can|should|must|may|will|tags?|tokens?|blocks?|markers?"
            + "|elements?"
            + "|marks?|begins?|starts?|opens?|ends?|closes?|finish(?:es)?|means?|stands?|shows?|indicates?|wraps?"
            + "|delimits?|denotes?|encloses?|surrounds?|comes?|goes|go|belongs?|needs?)(?![\\p{L}\\p{N}]))");

    static ReplyText of(String text) {
        return new ReplyText(text, MarkdownCode.of(text));
    }

    /** Whether a marker or a token may begin at an index or behind it: each begins with a bracket. */
    boolean mayHaveMarkers(int from) {
        return text.indexOf('<', from) >= 0 || text.indexOf('[', from) >= 0 || text.indexOf('◁', from) >= 0;
    }

    int length() {
        return text.length();
    }

    int skipSpace(int from) {
        int i = from;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** Whether the text goes on after a token as a sentence does that has the token as a word. */
    boolean continuesSentence(int after) {
        if (after >= text.length()) {
            return false;
        }
        char next = text.charAt(after);
        if (CLOSING_PUNCTUATION.indexOf(next) >= 0) {
            return true;
        }
        return next == ' ' && after + 1 < text.length() && Character.isLowerCase(text.charAt(after + 1));
    }

    /** Whether a token from {@code start} to {@code end} is a word of a sentence, and not a part of the structure. */
    boolean isMention(int start, int end) {
        if (code.isSpan(start)) {
            return true;
        }
        if (start == 0) {
            return false;
        }
        char before = text.charAt(start - 1);
        boolean wordBefore = before == ' ' || "\"'“‘(«".indexOf(before) >= 0;
        return wordBefore && continuesSentence(end);
    }

    /**
     * Whether a text that begins with an opening marker is a sentence about the two markers. Both have to be words of
     * the sentence, because reasoning and answers may begin in lower case.
     */
    boolean mentionsBoth(int openEnd, int closeStart, int closeEnd) {
        if (closeStart - openEnd > MAX_BETWEEN_MENTIONS || !continuesSentence(closeEnd)) {
            return false;
        }
        Matcher between = BETWEEN_MENTIONS.matcher(text).region(openEnd, closeStart);
        return between.matches() || (isSubject(openEnd) && isSubject(closeEnd));
    }

    private boolean isSubject(int tokenEnd) {
        return AFTER_SUBJECT.matcher(text).region(tokenEnd, length()).lookingAt();
    }

    /** Whether a token stands where a model ends its turn: after a sentence or a line. */
    boolean followsSentence(int start) {
        if (start == 0) {
            return true;
        }
        char before = text.charAt(start - 1);
        return before == '\n' || SENTENCE_ENDS.indexOf(before) >= 0;
    }

    /** Whether a token is the only thing in its line. */
    boolean isWholeLine(int start, int end) {
        return startsLine(start) && endsLine(end);
    }

    boolean startsLine(int start) {
        return start == 0 || text.charAt(start - 1) == '\n';
    }

    boolean endsLine(int end) {
        return end >= text.length() || text.charAt(end) == '\n' || text.charAt(end) == '\r';
    }
}
