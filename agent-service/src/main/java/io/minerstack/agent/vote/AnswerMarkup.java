package io.minerstack.agent.vote;

import java.util.Map;

/**
 * Removes the marks of Markdown and LaTeX from an answer: {@code **42**}, {@code $42$}, {@code \(42\)} and
 * {@code \boxed{42}} become {@code 42}, {@code \frac{1}{2}} becomes {@code 1/2}. The asterisk of {@code 3*4} stays.
 */
final class AnswerMarkup {

    private static final int MAX_COMMAND = 12;

    /** What stands for a command of LaTeX; of those that are not here, the text keeps the name. */
    private static final Map<String, String> COMMANDS = Map.ofEntries(
            Map.entry("times", "×"),
            Map.entry("cdot", "·"),
            Map.entry("circ", "°"),
            Map.entry("degree", "°"),
            Map.entry("boxed", ""),
            Map.entry("fbox", ""),
            Map.entry("text", ""),
            Map.entry("textbf", ""),
            Map.entry("mathrm", ""),
            Map.entry("mathbf", ""),
            Map.entry("left", ""),
            Map.entry("right", ""),
            Map.entry("displaystyle", ""),
            Map.entry("quad", " "));

    private AnswerMarkup() {}

    static String plain(String text) {
        String formula = withoutDollars(text.replace("{,}", ",").replace("$$", "$"));
        return withoutEmphasis(formula.indexOf('\\') < 0 ? formula : withoutCommands(formula));
    }

    /** The text without asterisks, underscores and backticks, but with the asterisk between two digits. */
    static String withoutEmphasis(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        char before = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean mark = c == '*' || c == '_' || c == '`';
            if (!mark || (c == '*' && isDigit(before) && isDigit(nextPrinted(text, i + 1)))) {
                plain.append(c);
            }
            before = c == ' ' ? before : c;
        }
        return plain.toString();
    }

    private static char nextPrinted(String text, int from) {
        int at = from < text.length() && text.charAt(from) == ' ' ? from + 1 : from;
        return at < text.length() ? text.charAt(at) : 0;
    }

    /**
     * The text without the dollar signs of {@code $42$}. As in Pandoc, the sign before a formula has no space behind
     * it, the sign behind a formula has no space before it and no digit behind it: {@code $5-$6} is money.
     */
    private static String withoutDollars(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int opened = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escaped = i > 0 && text.charAt(i - 1) == '\\';
            if (c != '$' || escaped) {
                plain.append(c);
                continue;
            }
            boolean closes = opened >= 0
                    && !Character.isWhitespace(text.charAt(i - 1))
                    && !(i + 1 < text.length() && isDigit(text.charAt(i + 1)));
            if (closes && plain.length() > opened + 1) {
                plain.deleteCharAt(opened);
                opened = -1;
            } else {
                boolean opens = i + 1 < text.length() && !Character.isWhitespace(text.charAt(i + 1));
                opened = opens ? plain.length() : opened;
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static String withoutCommands(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                plain.append(c == '{' || c == '}' ? "" : String.valueOf(c));
                continue;
            }
            int end = i + 1;
            while (end < text.length() && end - i <= MAX_COMMAND && isLetter(text.charAt(end))) {
                end++;
            }
            String name = text.substring(i + 1, end);
            if (name.isEmpty()) {
                char mark = text.charAt(i + 1);
                // \, and \; are spaces within a number or before a unit, \% and \$ are the signs themselves
                plain.append(
                        ",;: ".indexOf(mark) >= 0 ? "\u2009" : "!()[]".indexOf(mark) >= 0 ? "" : String.valueOf(mark));
                i++;
            } else if (name.endsWith("frac") && name.length() <= "dfrac".length()) {
                i = fraction(text, end, plain) - 1;
            } else {
                removeCaret(plain, name);
                plain.append(COMMANDS.getOrDefault(name, name));
                i = end - 1;
            }
        }
        return plain.toString();
    }

    /** Of ^\circ, the degree sign has no caret before it. */
    private static void removeCaret(StringBuilder plain, String name) {
        int last = plain.length() - 1;
        if (name.equals("circ") && last >= 0 && plain.charAt(last) == '^') {
            plain.setLength(last);
        }
    }

    /** Writes {1}{2} and 12 as 1/2; the index behind it, or the same index if it is no such fraction. */
    private static int fraction(String text, int at, StringBuilder plain) {
        boolean twoDigits = at + 1 < text.length() && isDigit(text.charAt(at)) && isDigit(text.charAt(at + 1));
        if (twoDigits) {
            plain.append(text.charAt(at)).append('/').append(text.charAt(at + 1));
            return at + 2;
        }
        int upperEnd = digitsInBraces(text, at);
        int lowerEnd = upperEnd < 0 ? -1 : digitsInBraces(text, upperEnd);
        if (lowerEnd < 0) {
            plain.append("frac");
            return at;
        }
        boolean mixed = !plain.isEmpty() && isDigit(plain.charAt(plain.length() - 1));
        plain.append(mixed ? " " : "")
                .append(text, at + 1, upperEnd - 1)
                .append('/')
                .append(text, upperEnd + 1, lowerEnd - 1);
        return lowerEnd;
    }

    private static int digitsInBraces(String text, int at) {
        if (at >= text.length() || text.charAt(at) != '{') {
            return -1;
        }
        int end = at + 1;
        while (end < text.length() && end - at <= MAX_COMMAND && isDigit(text.charAt(end))) {
            end++;
        }
        boolean closed = end < text.length() && text.charAt(end) == '}' && end > at + 1;
        return closed ? end + 1 : -1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
