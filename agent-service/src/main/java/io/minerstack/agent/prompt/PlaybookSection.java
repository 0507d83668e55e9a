package io.minerstack.agent.prompt;

import io.minerstack.agent.memory.PlaybookEntry;
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
final class PlaybookSection {

    private static final List<String> PRECEDENCE =
            List.of("correction", "constraint", "instruction", "preference", "fact", "context");

    private static final Comparator<PlaybookEntry> BINDING = Comparator.comparingInt(PlaybookSection::rank)
            .thenComparing(PlaybookEntry::confidenceScore, Comparator.reverseOrder());
    private static final Comparator<PlaybookEntry> STABLE = Comparator.comparingInt(PlaybookSection::rank)
            .thenComparing(PlaybookEntry::key)
            .thenComparing(PlaybookEntry::value);

    private PlaybookSection() {}

    static List<PlaybookEntry> select(List<PlaybookEntry> entries, int budget) {
        List<PlaybookEntry> chosen = new ArrayList<>();
        int left = budget;
        for (PlaybookEntry entry : entries.stream().sorted(BINDING).toList()) {
            int length = CodePoints.length(line(entry)) + 1;
            if (length <= left) {
                chosen.add(entry);
                left -= length;
            }
        }
        chosen.sort(STABLE);
        return chosen;
    }

    static String render(List<PlaybookEntry> entries) {
        return entries.stream().map(PlaybookSection::line).collect(Collectors.joining("\n"));
    }

    private static String line(PlaybookEntry entry) {
        // one entry, one line: a value must not be able to look like another entry
        return "- [" + flat(entry.insightType()) + "] " + flat(entry.key()) + ": " + flat(entry.value());
    }

    private static String flat(String text) {
        return text.replaceAll("\\R", " ");
    }

    private static int rank(PlaybookEntry entry) {
        int rank = PRECEDENCE.indexOf(entry.insightType().toLowerCase(Locale.ROOT));
        return rank < 0 ? PRECEDENCE.size() : rank;
    }
}
