package io.minerstack.agent.prompt;

import io.minerstack.agent.recall.Entry;
import io.minerstack.agent.text.CodePoints;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Chooses the playbook entries that fit and writes them in an order that does not change from call to call, so that a
 * provider's prefix cache can hit. Where not all fit, what binds most stays: corrections before constraints before
 * instructions before the rest, confident ones first.
 */
final class Playbook {

    private static final List<String> PRECEDENCE =
            List.of("correction", "constraint", "instruction", "preference", "fact", "context");

    private static final Comparator<Entry> BINDING =
            Comparator.comparingInt(Playbook::rank).thenComparing(Entry::confidenceScore, Comparator.reverseOrder());
    private static final Comparator<Entry> STABLE =
            Comparator.comparingInt(Playbook::rank).thenComparing(Entry::key).thenComparing(Entry::value);

    private Playbook() {}

    static List<Entry> select(List<Entry> entries, int budget) {
        List<Entry> chosen = new ArrayList<>();
        int left = budget;
        for (Entry entry : entries.stream().sorted(BINDING).toList()) {
            int length = CodePoints.length(line(entry)) + 1;
            if (length <= left) {
                chosen.add(entry);
                left -= length;
            }
        }
        chosen.sort(STABLE);
        return chosen;
    }

    static String render(List<Entry> entries) {
        return entries.stream().map(Playbook::line).collect(Collectors.joining("\n"));
    }

    private static String line(Entry entry) {
        // one entry, one line: a value must not be able to look like another entry
        return "- [" + flat(entry.insightType()) + "] " + flat(entry.key()) + ": " + flat(entry.value());
    }

    private static String flat(String text) {
        return text.replaceAll("\\R", " ");
    }

    private static int rank(Entry entry) {
        int rank = PRECEDENCE.indexOf(entry.insightType().toLowerCase(Locale.ROOT));
        return rank < 0 ? PRECEDENCE.size() : rank;
    }
}
