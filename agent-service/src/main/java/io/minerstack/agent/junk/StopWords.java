package io.minerstack.agent.junk;

import io.minerstack.agent.text.WordFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The languages of each stop word, so that one look at a word finds all of its languages. */
final class StopWords {

    private final Map<String, List<String>> languages = new HashMap<>();

    private StopWords(Map<String, Set<String>> words) {
        words.forEach((language, list) -> list.forEach(word ->
                languages.computeIfAbsent(word, key -> new ArrayList<>()).add(language)));
    }

    /** The stop words of a resource file, each line of which has those of a language. */
    static StopWords of(String file) {
        return new StopWords(WordFile.labelledWords(StopWords.class, file));
    }

    /** The stop words of a text by language. */
    Counts count(List<String> words) {
        Map<String, Integer> all = new HashMap<>();
        Map<String, Integer> different = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (String word : words) {
            List<String> found = languages.getOrDefault(word, List.of());
            boolean isNew = !found.isEmpty() && seen.add(word);
            for (String language : found) {
                all.merge(language, 1, Integer::sum);
                if (isNew) {
                    different.merge(language, 1, Integer::sum);
                }
            }
        }
        return new Counts(all, different);
    }

    /**
     * Numbers of stop words by language.
     *
     * @param all of all stop words
     * @param different of different ones
     */
    record Counts(Map<String, Integer> all, Map<String, Integer> different) {

        Counts {
            all = Map.copyOf(all);
            different = Map.copyOf(different);
        }
    }
}
