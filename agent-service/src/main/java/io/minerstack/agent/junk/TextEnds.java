package io.minerstack.agent.junk;

/**
 * The part of a text that the checks read: the whole of a usual one, else its first and last 10,000 characters. Junk
 * shows there, and a request does not wait for the comparison of 50,000 characters.
 *
 * @param text the whole text, or its two ends on lines of their own
 * @param isWhole whether nothing is left out
 */
record TextEnds(String text, boolean isWhole) {

    private static final int PART = 10_000;

    static TextEnds of(String whole) {
        return whole.length() <= 2 * PART
                ? new TextEnds(whole, true)
                : new TextEnds(whole.substring(0, PART) + "\n" + whole.substring(whole.length() - PART), false);
    }
}
