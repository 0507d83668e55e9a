package io.minerstack.memory.playbook.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text that counts how often its characters are read, so that a test can prove the number of steps of a pattern. */
public final class CountedText implements CharSequence {

    private final String text;
    private final long[] reads;

    private CountedText(String text, long[] reads) {
        this.text = text;
        this.reads = reads;
    }

    /** The number of reads that finding every match takes. */
    public static long steps(Pattern pattern, String text) {
        long[] reads = new long[1];
        Matcher matcher = pattern.matcher(new CountedText(text, reads));
        while (matcher.find()) {
            // counts only
        }
        return reads[0];
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        reads[0]++;
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new CountedText(text.substring(start, end), reads);
    }

    @Override
    public String toString() {
        return text;
    }
}
