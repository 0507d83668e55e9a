package io.minerstack.agent.textcomponent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Phrases of one or more words, to be found in a sentence. */
final class WordPhrases {

    /** By the first word; the longest phrase comes first. */
    private final Map<String, List<List<String>>> phrases = new HashMap<>();

    WordPhrases(List<String> entries) {
        for (String entry : entries) {
            List<String> words = OrderSentence.of(entry).tokens();
            if (!words.isEmpty()) {
                List<List<String>> same = new ArrayList<>(phrases.getOrDefault(words.getFirst(), List.of()));
                same.add(words);
                same.sort(Comparator.comparingInt((List<String> phrase) -> phrase.size())
                        .reversed());
                phrases.put(words.getFirst(), List.copyOf(same));
            }
        }
    }

    boolean isEmpty() {
        return phrases.isEmpty();
    }

    /** The number of words of the longest phrase at an index; 0 for none. */
    int lengthAt(List<String> tokens, int index) {
        if (index >= tokens.size()) {
            return 0;
        }
        for (List<String> phrase : phrases.getOrDefault(tokens.get(index), List.of())) {
            int end = index + phrase.size();
            if (end <= tokens.size() && tokens.subList(index, end).equals(phrase)) {
                return phrase.size();
            }
        }
        return 0;
    }

    boolean isAt(List<String> tokens, int index) {
        return lengthAt(tokens, index) > 0;
    }

    /** The index of the first phrase between two indexes; -1 for none. */
    int firstIn(List<String> tokens, int from, int to) {
        for (int i = from; i < Math.min(to, tokens.size()); i++) {
            if (isAt(tokens, i)) {
                return i;
            }
        }
        return -1;
    }
}
