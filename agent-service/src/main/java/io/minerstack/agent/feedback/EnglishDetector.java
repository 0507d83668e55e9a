package io.minerstack.agent.feedback;

import io.minerstack.agent.text.WordSplitter;
import java.util.List;
import java.util.Set;

/**
 * Tells whether a text is English, by its commonest words and those that feedback is made of. Words that other languages
 * of its script have too ("in", "was", "die", "no") are left out: they say nothing.
 */
final class EnglishDetector {

    private static final int ONE_IN = 5;

    private static final Set<String> WORDS = Set.of(
            "the",
            "and",
            "that",
            "this",
            "these",
            "those",
            "with",
            "you",
            "your",
            "my",
            "it",
            "its",
            "to",
            "at",
            "for",
            "be",
            "are",
            "were",
            "been",
            "from",
            "have",
            "if",
            "but",
            "not",
            "don",
            "didn",
            "doesn",
            "would",
            "should",
            "could",
            "they",
            "them",
            "their",
            "there",
            "what",
            "which",
            "who",
            "when",
            "how",
            "why",
            "any",
            "about",
            "because",
            "than",
            "then",
            "only",
            "just",
            "more",
            "less",
            "very",
            "too",
            "much",
            "please",
            "like",
            "likes",
            "want",
            "wants",
            "need",
            "needs",
            "prefer",
            "prefers",
            "hate",
            "love",
            "keep",
            "give",
            "make",
            "stop",
            "forget",
            "remove",
            "delete",
            "drop",
            "undo",
            "cancel",
            "ignore",
            "always",
            "never",
            "now",
            "again",
            "answer",
            "answers",
            "reply",
            "replies",
            "response",
            "responses",
            "short",
            "shorter",
            "long",
            "longer",
            "brief",
            "good",
            "bad",
            "better",
            "wrong",
            "right",
            "great",
            "live",
            "work",
            "name",
            "things",
            "thing",
            "said");

    private EnglishDetector() {}

    /** Whether any word of a short text is plainly English. */
    static boolean shows(String text) {
        return WordSplitter.words(text).stream().anyMatch(WORDS::contains);
    }

    /** Whether a longer text is English rather than one with some English words in it. */
    static boolean is(String text) {
        List<String> words = WordSplitter.words(text);
        return words.stream().filter(WORDS::contains).count() * ONE_IN >= words.size();
    }
}
