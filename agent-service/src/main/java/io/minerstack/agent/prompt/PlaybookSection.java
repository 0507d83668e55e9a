package io.minerstack.agent.prompt;

import io.minerstack.agent.memory.PlaybookEntry;
import io.minerstack.servicesupport.text.CodePoints;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The active playbook entries, one per line. Where not all fit, entries are chosen by type, in the order of
 * {@link #TYPES}, and within a type by confidence. The order of the lines depends on the entries only, so that a
 * provider's prefix cache can hit.
 */
final class PlaybookSection {

    private static final String KIND = "playbook";

    /** Insight types, from the most binding to the least. */
    private static final List<String> TYPES =
            List.of("correction", "constraint", "instruction", "preference", "fact", "context");

    private static final Comparator<PlaybookEntry> MOST_BINDING_FIRST = Comparator.comparingInt(PlaybookSection::rank)
            .thenComparing(PlaybookEntry::confidenceScore, Comparator.reverseOrder());
    private static final Comparator<PlaybookEntry> LINE_ORDER = Comparator.comparingInt(PlaybookSection::rank)
            .thenComparing(PlaybookEntry::key)
            .thenComparing(PlaybookEntry::value);

    private PlaybookSection() {}

    static PromptSection fit(List<PlaybookEntry> entries, int budget) {
        List<PlaybookEntry> chosen = choose(entries, budget - PromptSection.overhead(KIND));
        String lines = chosen.stream().map(PlaybookSection::line).collect(Collectors.joining("\n"));
        List<String> blocks = chosen.isEmpty() ? List.of() : List.of(PromptDelimiter.wrap(KIND, lines));
        return new PromptSection(blocks, chosen.size(), chosen.size() < entries.size());
    }

    private static List<PlaybookEntry> choose(List<PlaybookEntry> entries, int budget) {
        List<PlaybookEntry> chosen = new ArrayList<>();
        int left = budget;
        for (PlaybookEntry entry : entries.stream().sorted(MOST_BINDING_FIRST).toList()) {
            int length = CodePoints.length(line(entry)) + 1;
            if (length <= left) {
                chosen.add(entry);
                left -= length;
            }
        }
        chosen.sort(LINE_ORDER);
        return chosen;
    }

    private static String line(PlaybookEntry entry) {
        return "- [" + oneLine(entry.insightType()) + "] " + oneLine(entry.key()) + ": " + oneLine(entry.value());
    }

    /** Without line breaks, with which a value could imitate another entry. */
    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }

    private static int rank(PlaybookEntry entry) {
        int rank = TYPES.indexOf(entry.insightType().toLowerCase(Locale.ROOT));
        return rank < 0 ? TYPES.size() : rank;
    }
}
