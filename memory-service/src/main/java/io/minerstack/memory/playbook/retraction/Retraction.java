package io.minerstack.memory.playbook.retraction;

import io.minerstack.memory.playbook.PlaybookEntry;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.List;
import java.util.Set;

/**
 * What one feedback takes back.
 *
 * @param present whether the feedback takes anything back, or asks that something is not stored
 * @param everything whether the feedback takes back all that is known
 * @param subjects the content words of each thing that is taken back
 * @param ended each state of which the person says that it has ended or never was, such as "I no longer live in Oslo";
 *     such a sentence may be stored
 */
public record Retraction(boolean present, boolean everything, List<Set<String>> subjects, List<EndedState> ended) {

    /** The result of a feedback that takes nothing back. */
    public static final Retraction NONE = new Retraction(false, false, List.of(), List.of());

    public Retraction {
        subjects = List.copyOf(subjects);
        ended = List.copyOf(ended);
    }

    /** Whether the entry states what has ended. */
    public boolean ends(PlaybookEntry entry) {
        if (ended.isEmpty()) {
            return false;
        }
        String value = TextFolding.fold(entry.value());
        return ended.stream().anyMatch(state -> state.ends(value));
    }

    /**
     * Whether the entry is taken back. An entry is about a subject where all words of the subject are in the entry, or
     * where all words of the entry's value or of its key are in the subject.
     */
    public boolean takesBack(PlaybookEntry entry) {
        if (everything) {
            return true;
        }
        if (subjects.isEmpty()) {
            return false;
        }
        Set<String> value = ContentWords.of(entry.value());
        Set<String> key = ContentWords.of(entry.key());
        Set<String> all = ContentWords.of(entry.key() + " " + entry.value());
        return subjects.stream()
                .anyMatch(subject -> all.containsAll(subject) || isPart(value, subject) || isPart(key, subject));
    }

    private static boolean isPart(Set<String> words, Set<String> subject) {
        return !words.isEmpty() && subject.containsAll(words);
    }
}
