package io.minerstack.agent.feedback;

import io.minerstack.agent.memory.PlaybookEntry;
import io.minerstack.agent.memory.ProposedOperation.Target;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The active entries with the short names E1, E2, … that the prompt gives them, so that the model can name one as a
 * target.
 */
final class NumberedEntries {

    private static final Pattern NAME = Pattern.compile("[eE]\\d{1,3}");

    private final List<PlaybookEntry> entries;

    NumberedEntries(List<PlaybookEntry> active) {
        this.entries = active.stream()
                .sorted(Comparator.comparing(PlaybookEntry::insightType).thenComparing(PlaybookEntry::key))
                .toList();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** One line per entry: {@code E1 [fact] city: Lives in Oslo}. */
    String text() {
        return IntStream.range(0, entries.size())
                .mapToObj(i -> "E%d [%s] %s: %s"
                        .formatted(
                                i + 1,
                                entries.get(i).insightType(),
                                entries.get(i).key(),
                                entries.get(i).value()))
                .collect(Collectors.joining("\n"));
    }

    /**
     * The entry that a model names by its number, or by its type and key, because models mix the two up; null if there
     * is none.
     */
    @Nullable
    Target find(@Nullable String name, @Nullable String insightType, @Nullable String key) {
        String number = Objects.requireNonNullElse(name, "").strip();
        if (NAME.matcher(number).matches()) {
            int index = Integer.parseInt(number.substring(1)) - 1;
            return index >= 0 && index < entries.size() ? target(entries.get(index)) : null;
        }
        String type = Objects.requireNonNullElse(insightType, "").strip().toLowerCase(Locale.ROOT);
        return entries.stream()
                .filter(entry -> entry.key().equals(key) && entry.insightType().equals(type))
                .findFirst()
                .map(NumberedEntries::target)
                .orElse(null);
    }

    private static Target target(PlaybookEntry entry) {
        return new Target(entry.insightType(), entry.key());
    }
}
