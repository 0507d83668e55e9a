package io.minerstack.agent.junk;

import io.minerstack.servicesupport.text.TextFolding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds lines or sentences that are repeated in between others or under new numbers, where {@link PeriodicTail} finds
 * nothing. Code, tables and short lines do not count.
 */
final class RepeatedLines {

    private static final int MIN_LINES = 8;
    private static final int MIN_LENGTH = 12;
    private static final int MAX_LENGTH = 2_000;
    private static final double MAX_DIFFERENT = 0.3;
    private static final Pattern NUMBER = Pattern.compile("^(?:[-*•>#]+|\\(?\\d{1,4}[.):]?|step \\d{1,4}[.):]?)\\s+");

    private RepeatedLines() {}

    /**
     * The index after the first sentence or line of those that are repeated; -1 if less than 70 % are repeats.
     *
     * @param most how often one of them may stand in the text
     * @param asked words of the request: lines of these words alone were asked for
     */
    static int find(String text, int most, Set<String> asked) {
        List<String> lines = SentenceEnds.split(text);
        if (lines.size() < MIN_LINES || lines.size() <= most) {
            return -1;
        }
        Map<String, Integer> counts = new HashMap<>();
        int counted = 0;
        boolean code = false;
        for (String line : lines) {
            code ^= line.startsWith("```");
            String plain = code ? "" : plain(line);
            if (!plain.isEmpty()) {
                counts.merge(plain, 1, Integer::sum);
                counted++;
            }
        }
        int largest = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        if (largest <= most || counts.size() > counted * MAX_DIFFERENT || areAskedFor(counts, asked)) {
            return -1;
        }
        return endOfFirst(text, lines, counts);
    }

    private static boolean areAskedFor(Map<String, Integer> counts, Set<String> asked) {
        return counts.keySet().stream().allMatch(line -> asked.containsAll(TextFolding.words(line)));
    }

    /** The index before the first line that stands in the text a second time. */
    private static int endOfFirst(String text, List<String> lines, Map<String, Integer> counts) {
        Map<String, Boolean> seen = new HashMap<>();
        int at = 0;
        for (String line : lines) {
            int start = text.indexOf(line, at);
            String plain = plain(line);
            if (counts.getOrDefault(plain, 0) > 2 && seen.put(plain, true) != null) {
                return start;
            }
            at = start + line.length();
        }
        return text.length();
    }

    /** The folded line without its number; empty for a line that does not count. */
    private static String plain(String line) {
        boolean markup = line.startsWith("|") || line.startsWith("<");
        if (markup || line.length() < MIN_LENGTH || line.length() > MAX_LENGTH) {
            return "";
        }
        String plain = NUMBER.matcher(TextFolding.fold(line)).replaceFirst("");
        return plain.codePoints().anyMatch(Character::isLetter) ? plain : "";
    }
}
