package io.minerstack.agent.parsing;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps the backslashes that models write into JSON strings without doubling them: of regular expressions, of paths of
 * Windows and of LaTeX.
 */
final class Backslashes {

    /** A path of Windows up to its end; one backslash stands between its names. */
    private static final Pattern PATH =
            Pattern.compile("(?<![A-Za-z])[A-Za-z]:\\\\(?![\\\\nrtbfu\"/])[^\\s\"]{0,300}|(?<![A-Za-z])[A-Za-z]:"
                    + "\\\\[nrtbfu][^\\s\"\\\\]{0,60}\\\\(?![\\\\nrtbfu\"/])[^\\s\"]{0,300}");

    /** The rest of a LaTeX command whose backslash and first letter were read as the escape of a space. */
    private static final Pattern COMMAND = Pattern.compile(
            "\\t(?=(?:imes|heta|extbf|extit|extrm|riangle|o infty)(?![a-z])|ext\\{|ilde\\{|frac\\{|binom\\{|an\\()"
                    + "|\\r(?=(?:ight|ho|angle|floor|ceil|ightarrow)(?![a-z]))"
                    + "|\\n(?=(?:eq|abla|otin|exists|ewline)(?![a-z]))"
                    + "|[\\f\\x08]");

    /** JSON's own, and those of other languages for quotes and line breaks, which lenient readers take. */
    private static final Set<Character> ESCAPES = Set.of('"', '\\', '/', 'b', 'f', 'n', 'r', 't', '\'', '`', '\n');

    private Backslashes() {}

    /** Broken JSON in which each backslash that begins no escape is doubled, and each within a path of Windows. */
    static String doubled(String json) {
        if (json.indexOf('\\') < 0) {
            return json;
        }
        Matcher path = PATH.matcher(json);
        StringBuilder doubled = new StringBuilder(json.length() + 16);
        int from = 0;
        while (path.find()) {
            doubleInvalid(json, from, path.start(), doubled);
            // a path in which a model doubled the backslashes is right as it is
            doubled.append(
                    path.group().contains("\\\\") ? path.group() : path.group().replace("\\", "\\\\"));
            from = path.end();
        }
        doubleInvalid(json, from, json.length(), doubled);
        return doubled.toString();
    }

    private static void doubleInvalid(String json, int from, int to, StringBuilder doubled) {
        for (int i = from; i < to; i++) {
            char c = json.charAt(i);
            doubled.append(c);
            if (c != '\\') {
                continue;
            }
            char next = i + 1 < to ? json.charAt(i + 1) : '\\';
            if (i + 1 < to && (ESCAPES.contains(next) || JsonEscapes.isUnicodeEscape(json, i))) {
                doubled.append(next);
                i++;
            } else if (i + 1 < to) {
                doubled.append('\\');
            }
        }
    }

    /** The decoded text with the commands of LaTeX that JSON read as tab, form feed and the like: {@code \frac}. */
    static String withCommands(String text) {
        return COMMAND.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement("\\"
                        + switch (match.group().charAt(0)) {
                            case '\t' -> "t";
                            case '\r' -> "r";
                            case '\n' -> "n";
                            case '\f' -> "f";
                            default -> "b";
                        }));
    }
}
