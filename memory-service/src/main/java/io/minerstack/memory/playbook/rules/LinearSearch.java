package io.minerstack.memory.playbook.rules;

/**
 * Searches a text for another one in steps that are linear in the length of both (Knuth, Morris and Pratt). {@code
 * String.contains} multiplies the lengths, and both texts come from other people.
 */
final class LinearSearch {

    private LinearSearch() {}

    static boolean contains(CharSequence text, String wanted) {
        int length = wanted.length();
        if (length == 0) {
            return true;
        }
        int[] borders = borders(wanted);
        int matched = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            while (matched > 0 && wanted.charAt(matched) != c) {
                matched = borders[matched - 1];
            }
            if (wanted.charAt(matched) == c) {
                matched++;
            }
            if (matched == length) {
                return true;
            }
        }
        return false;
    }

    /** For each prefix, the length of its longest proper prefix that is also its suffix. */
    private static int[] borders(String wanted) {
        int[] borders = new int[wanted.length()];
        int border = 0;
        for (int i = 1; i < wanted.length(); i++) {
            while (border > 0 && wanted.charAt(i) != wanted.charAt(border)) {
                border = borders[border - 1];
            }
            if (wanted.charAt(i) == wanted.charAt(border)) {
                border++;
            }
            borders[i] = border;
        }
        return borders;
    }
}
