package io.minerstack.agent.text;

/** Lengths and cuts in Unicode code points, which is how the contract counts characters. */
public final class CodePoints {

    private static final char REPLACEMENT = '\uFFFD';

    private CodePoints() {}

    public static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    public static boolean exceed(String text, int limit) {
        // never fewer UTF-16 units than code points: the short way is the common one
        return text.length() > limit && length(text) > limit;
    }

    /** At most {@code limit} code points, of which the mark is a part where something was cut off and there is room for it. */
    public static String cut(String text, int limit, String mark) {
        if (!exceed(text, limit)) {
            return text;
        }
        boolean marked = limit > length(mark);
        int kept = Math.max(0, marked ? limit - length(mark) : limit);
        return text.substring(0, text.offsetByCodePoints(0, kept)) + (marked ? mark : "");
    }

    /** Blank as a person sees it: no-break spaces are white space too. */
    public static boolean isBlank(String text) {
        return text.codePoints().allMatch(point -> Character.isWhitespace(point) || Character.isSpaceChar(point));
    }

    /** Puts U+FFFD for each half of a surrogate pair that stands alone: UTF-8 has no form for it. */
    public static String wellFormed(String text) {
        return replaceUnwritable(text, false);
    }

    /** As {@link #wellFormed}, and for NUL too, which databases and native code take for the end of the text. */
    public static String writable(String text) {
        return replaceUnwritable(text, true);
    }

    private static String replaceUnwritable(String text, boolean nulToo) {
        StringBuilder mended = null;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            boolean pair = Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isSurrogate(unit) || (nulToo && unit == 0)) {
                mended = mended == null ? new StringBuilder(text) : mended;
                mended.setCharAt(i, REPLACEMENT);
            }
        }
        return mended == null ? text : mended.toString();
    }
}
