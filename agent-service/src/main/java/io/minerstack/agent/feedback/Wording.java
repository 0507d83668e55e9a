package io.minerstack.agent.feedback;

import io.minerstack.agent.text.WordSplitter;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may stand in an insight: keys in one form, values that carry a person's wish and nothing that would harm later
 * prompts.
 *
 * <p>The guard over what is stored is memory-service's {@code OperationRules}: it looks at every operation, whoever sends
 * it, and can refuse what passes here. The patterns here are a courtesy on top of it: they are broader, because a model
 * may pick up more than a person meant to have kept, and they name the reason before anything is sent.
 */
final class Wording {

    private static final int SHORTEST_VALUE = 3;
    private static final int LONGEST_VALUE = 500;
    private static final int LONGEST_KEY = 64;
    private static final int KEY_WORDS = 4;

    private static final Set<String> FILLERS = Set.of(
            "i", "we", "me", "my", "you", "your", "the", "a", "an", "to", "of", "in", "on", "at", "is", "are", "am",
            "be", "it", "that", "this", "and", "or", "for", "with", "please", "prefer", "prefers", "like", "likes",
            "love", "want", "wants", "need", "needs", "would", "user", "always", "really", "very", "not", "do", "don",
            "t", "d");

    private static final Pattern HARMFUL = Pattern.compile(
            "ignore (?:all |any |the )?(?:previous|prior|above|earlier)|disregard (?:all|any|the|previous)|system prompt"
                    + "|</?(?:system|assistant|user|material)\\b|<\\|",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SECRET = Pattern.compile(
            "\\bsk-[a-z0-9_-]{16,}|\\b(?:password|passwort|api[ _-]?key|secret|token|pin)\\b\\s{0,3}(?:is|:|=)",
            Pattern.CASE_INSENSITIVE);

    private Wording() {}

    /** Why a value can't be kept, or the empty string where it can. */
    static String faultOf(String value) {
        int length = value.codePointCount(0, value.length());
        if (length < SHORTEST_VALUE || length > LONGEST_VALUE) {
            return "value_length";
        }
        if (HARMFUL.matcher(value).find()) {
            return "value_instruction";
        }
        return SECRET.matcher(value).find() ? "value_secret" : "";
    }

    /** A key of {@code [a-z0-9_.-]{1,64}} from whatever was proposed, or from the value where nothing usable was. */
    static String key(String proposed, String value) {
        String key = TextFolding.fold(proposed).replaceAll("[^a-z0-9_.-]+", "_").replaceAll("^[_.-]+|[_.-]+$", "");
        boolean placeholder = key.isEmpty() || key.equals("key") || key.equals("string") || key.equals("value");
        return placeholder ? keyOf(value) : key.substring(0, Math.min(LONGEST_KEY, key.length()));
    }

    static String keyOf(String value) {
        List<String> words = WordSplitter.words(value).stream()
                .filter(word -> !FILLERS.contains(word) && word.matches("[a-z0-9]+"))
                .limit(KEY_WORDS)
                .toList();
        String key = String.join("_", words);
        // scripts other than Latin: the same words still give the same key
        return key.isEmpty()
                ? "note_" + Integer.toHexString(TextFolding.fold(value).hashCode())
                : key.substring(0, Math.min(LONGEST_KEY, key.length()));
    }

    /** Whether a value takes up any of the quote's own words; word beginnings count, so that "prefers" meets "preference". */
    static boolean sharesWords(String value, String quote) {
        List<String> quoted = content(quote);
        return content(value).stream()
                .anyMatch(word -> quoted.stream().anyMatch(other -> stem(word).equals(stem(other))));
    }

    private static List<String> content(String text) {
        return WordSplitter.words(text).stream()
                .filter(word -> !FILLERS.contains(word))
                .toList();
    }

    private static String stem(String word) {
        return word.length() <= 5 ? word : word.substring(0, 5);
    }
}
