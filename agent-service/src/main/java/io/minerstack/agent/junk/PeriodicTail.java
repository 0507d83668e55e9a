package io.minerstack.agent.junk;

import org.jspecify.annotations.Nullable;

/**
 * The end of a text that repeats one unit: characters, a word, a sentence, a line or a block. The last unit may be cut.
 *
 * @param start index of the first repeated character
 * @param period length of the unit
 * @param length number of characters from {@code start} to the end of the text
 */
record PeriodicTail(int start, int period, int length) {

    /** How many units the tail has, without the cut one. */
    int count() {
        return length / period;
    }

    String unit(String text) {
        return text.substring(start, start + period);
    }

    /** What makes a tail long enough. */
    interface Rule {

        boolean isLongEnough(PeriodicTail tail);
    }

    /**
     * The tail with the shortest unit that is long enough; null for none.
     *
     * <p>The text is read backwards with the Z algorithm: {@code z[i]} is the number of characters that the reversed
     * text has in common with itself from {@code i} on, so {@code i + z[i]} characters repeat a unit of {@code i}.
     * That takes a number of steps in proportion to the length of the text.
     */
    static @Nullable PeriodicTail find(String text, Rule rule) {
        int size = text.length();
        int[] z = new int[size];
        int left = 0;
        int right = 0;
        for (int i = 1; i < size; i++) {
            int same = i < right ? Math.min(right - i, z[i - left]) : 0;
            while (i + same < size && text.charAt(size - 1 - same) == text.charAt(size - 1 - i - same)) {
                same++;
            }
            z[i] = same;
            if (i + same > right) {
                left = i;
                right = i + same;
            }
            if (same >= i) {
                PeriodicTail tail = new PeriodicTail(size - i - same, i, i + same);
                if (rule.isLongEnough(tail)) {
                    return tail;
                }
            }
        }
        return null;
    }
}
