package io.minerstack.agent.parsing;

/** Reads JSON escapes tolerantly: of JSON that was encoded twice, and of strings that are cut off. */
final class JsonEscapes {

    private static final int UNICODE_ESCAPE_LENGTH = 6;
    private static final int HEX_RADIX = 16;

    private JsonEscapes() {}

    /** The text with each escape replaced once, in one pass. */
    static String unescape(String text) {
        StringBuilder unescaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            if (text.charAt(i) == '\\') {
                i += append(text, i, unescaped);
            } else {
                unescaped.append(text.charAt(i));
                i++;
            }
        }
        return unescaped.toString();
    }

    /**
     * Appends the character of the escape that begins at an index. An escape that is cut off appends nothing.
     *
     * @return the length of the escape
     */
    static int append(String text, int at, StringBuilder unescaped) {
        if (at + 1 >= text.length()) {
            return 1;
        }
        char kind = text.charAt(at + 1);
        switch (kind) {
            case 'n' -> unescaped.append('\n');
            case 't' -> unescaped.append('\t');
            case 'r' -> unescaped.append('\r');
            case 'b' -> unescaped.append('\b');
            case 'f' -> unescaped.append('\f');
            case 'u' -> {
                if (at + UNICODE_ESCAPE_LENGTH > text.length()) {
                    return text.length() - at;
                }
                if (!isUnicodeEscape(text, at)) {
                    return 2;
                }
                unescaped.append((char) Integer.parseInt(text, at + 2, at + UNICODE_ESCAPE_LENGTH, HEX_RADIX));
                return UNICODE_ESCAPE_LENGTH;
            }
            default -> unescaped.append(kind);
        }
        return 2;
    }

    /** Whether an escape of four digits is there, or its beginning at the end of the text. */
    static boolean isUnicodeEscape(String text, int at) {
        if (at + 1 >= text.length() || text.charAt(at + 1) != 'u') {
            return false;
        }
        int end = Math.min(text.length(), at + UNICODE_ESCAPE_LENGTH);
        return text.substring(at + 2, end).chars().allMatch(digit -> Character.digit(digit, HEX_RADIX) >= 0);
    }
}
