package io.minerstack.memory.playbook.rules;

import io.minerstack.memory.database.PostgresText;
import io.minerstack.memory.playbook.retraction.ContentWords;
import io.minerstack.servicesupport.text.TextFolding;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Brings keys, values and tags into the form in which entries hold them. */
final class OperationSanitizer {

    // longer keys break a limit anyway
    private static final int MAX_SENT_KEY = 1_000;
    private static final int MAX_EXTRACTED_KEY = 64;
    private static final int KEY_WORDS = 4;
    private static final int STEM_LENGTH = 5;
    private static final int MAX_EXTRACTED_TAGS = 5;
    private static final int MAX_EXTRACTED_TAG = 30;
    private static final int MAX_SENT_TAGS = 100;

    private static final Set<String> PLACEHOLDER_KEYS = Set.of("", "key", "string", "value");

    private static final Set<String> STOP_WORDS = Set.of("""
            i we me my you your the a an to of in on at is are am be it that this and or for with please prefer prefers
            like likes love want wants need needs would user always really very not do don t d""".split("\\s+"));

    private OperationSanitizer() {}

    /** One form per key of a decided operation, so that "Response Style" and "response_style" are not both active. */
    static String canonicalKey(@Nullable String key) {
        return key == null
                ? ""
                : Normalizer.normalize(PostgresText.sanitize(limited(key, MAX_SENT_KEY)), Normalizer.Form.NFKC)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[\\s\\p{Z}]+", "_");
    }

    /**
     * The key of an extracted operation, {@code [a-z0-9_.-]{1,64}}; made of the value where the model gave no usable
     * key.
     */
    static String extractedKey(@Nullable String proposed, String value) {
        String key = withoutEnds(TextFolding.fold(limited(Objects.requireNonNullElse(proposed, ""), MAX_SENT_KEY))
                .replaceAll("[^a-z0-9_.-]+", "_"));
        return PLACEHOLDER_KEYS.contains(key) ? keyFrom(value) : limited(key, MAX_EXTRACTED_KEY);
    }

    /**
     * A key made of the first four words that carry meaning. Text without such words in a–z and 0–9 gets a key from its
     * hash, so that the same words in another script still give the same key.
     */
    static String keyFrom(String text) {
        List<String> words = contentWords(ContentWords.withSpelledOutSigns(text)).stream()
                .filter(word -> word.matches("[a-z0-9]+"))
                .limit(KEY_WORDS)
                .toList();
        return words.isEmpty()
                ? "note_" + Integer.toHexString(TextFolding.fold(text).hashCode())
                : limited(String.join("_", words), MAX_EXTRACTED_KEY);
    }

    /**
     * Whether a value has any word of the quote in it. The first five letters count: "prefers" matches "preference".
     */
    static boolean sharesWords(String value, String quote) {
        Set<String> quoted =
                contentWords(quote).stream().map(OperationSanitizer::stem).collect(Collectors.toSet());
        return contentWords(value).stream().map(OperationSanitizer::stem).anyMatch(quoted::contains);
    }

    /** Tags of a decided operation: without space at the ends, each once. */
    static @Nullable List<String> tags(@Nullable List<@Nullable String> tags) {
        return tags == null
                ? null
                : tags.stream()
                        .map(tag -> PostgresText.sanitize(String.valueOf(tag)).strip())
                        .distinct()
                        .toList();
    }

    /**
     * The first five usable tags of an extracted operation: folded, letters, digits, space, {@code _} and {@code -}
     * only.
     */
    static @Nullable List<@Nullable String> extractedTags(@Nullable List<@Nullable String> proposed) {
        if (proposed == null) {
            return null;
        }
        List<@Nullable String> tags = proposed.stream()
                .filter(Objects::nonNull)
                .limit(MAX_SENT_TAGS)
                .map(tag -> TextFolding.fold(limited(tag, MAX_SENT_KEY)).replaceAll("[^\\p{L}\\p{N} _-]", ""))
                .filter(tag -> !tag.isBlank() && tag.length() <= MAX_EXTRACTED_TAG)
                .distinct()
                .limit(MAX_EXTRACTED_TAGS)
                .<@Nullable String>map(tag -> tag)
                .toList();
        return tags.isEmpty() ? null : tags;
    }

    /** The key without {@code _}, {@code .} and {@code -} at its start and its end. */
    private static String withoutEnds(String key) {
        int start = 0;
        int end = key.length();
        while (start < end && "_.-".indexOf(key.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && "_.-".indexOf(key.charAt(end - 1)) >= 0) {
            end--;
        }
        return key.substring(start, end);
    }

    private static List<String> contentWords(String text) {
        return TextFolding.words(text).stream()
                .filter(word -> !STOP_WORDS.contains(word))
                .toList();
    }

    private static String stem(String word) {
        return word.length() <= STEM_LENGTH ? word : word.substring(0, STEM_LENGTH);
    }

    /** At most the first {@code max} UTF-16 units. */
    static String limited(String text, int max) {
        return text.substring(0, Math.min(max, text.length()));
    }
}
