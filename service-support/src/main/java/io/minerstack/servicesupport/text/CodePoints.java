package io.minerstack.servicesupport.text;

/** Lengths and limits of texts in Unicode code points: the public API counts characters so. */
public final class CodePoints {

    private static final char REPLACEMENT = '�';

    private CodePoints() {}

    /** The number of code points. */
    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Whether the text has more than {@code limit} code points. */
    public static boolean exceed(String text, int limit) {
        // a text has at least as many UTF-16 units as code points, so most texts need no count of code points
        return text.length() > limit && length(text) > limit;
    }

    /**
     * The first {@code limit} code points of the text. A text that is cut ends with {@code mark}, unless the mark is as
     * long as the limit; the result with its mark has at most {@code limit} code points.
     */
    public static String cut(String text, int limit, String mark) {
        if (!exceed(text, limit)) {
            return text;
        }
        boolean marked = limit > length(mark);
        int kept = Math.max(0, marked ? limit - length(mark) : limit);
        return text.substring(0, text.offsetByCodePoints(0, kept)) + (marked ? mark : "");
    }

    /**
     * The first and the last code points of the text, {@code limit} together with the mark between them.
     *
     * @param limit longer than the mark
     */
    public static String cutMiddle(String text, int limit, String mark) {
        if (!exceed(text, limit)) {
            return text;
        }
        int kept = limit - length(mark);
        int head = text.offsetByCodePoints(0, kept - kept / 2);
        int tail = text.offsetByCodePoints(text.length(), -(kept / 2));
        return text.substring(0, head) + mark + text.substring(tail);
    }

    /** Whether the text has only white space, including no-break spaces. */
    public static boolean isBlank(String text) {
        return text.codePoints().allMatch(point -> Character.isWhitespace(point) || Character.isSpaceChar(point));
    }

    /** Replaces each unpaired surrogate with U+FFFD, because UTF-8 cannot encode it. */
    public static String wellFormed(String text) {
        return replaceInvalid(text, false);
    }

    /** Replaces unpaired surrogates and NUL with U+FFFD; for databases and native code, NUL ends a text. */
    public static String writable(String text) {
        return replaceInvalid(text, true);
    }

    private static String replaceInvalid(String text, boolean includingNul) {
        StringBuilder replaced = null;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            boolean pair = Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isSurrogate(unit) || (includingNul && unit == 0)) {
                replaced = replaced == null ? new StringBuilder(text) : replaced;
                replaced.setCharAt(i, REPLACEMENT);
            }
        }
        return replaced == null ? text : replaced.toString();
    }
}
