package io.minerstack.agent.feedback;

import io.minerstack.agent.text.WordSplitter;
import java.util.List;
import java.util.Set;

/** Tells feedback with nothing to learn in it, such as a thumb or a thank-you, without asking a model. */
final class CourtesyFilter {

    private static final Set<String> COURTESY = Set.of(
            "thanks",
            "thank",
            "you",
            "thx",
            "ty",
            "great",
            "good",
            "nice",
            "cool",
            "ok",
            "okay",
            "perfect",
            "awesome",
            "excellent",
            "amazing",
            "wow",
            "lol",
            "yes",
            "no",
            "yep",
            "nope",
            "bad",
            "job",
            "work",
            "answer",
            "very",
            "so",
            "much",
            "well",
            "done",
            "a",
            "lot",
            "love",
            "it",
            "like",
            "this",
            "that",
            "was",
            "is",
            "helpful",
            "i");

    private CourtesyFilter() {}

    static boolean hasNothingToLearn(String feedback) {
        List<String> words = WordSplitter.words(feedback);
        return words.isEmpty() || (words.size() <= 8 && COURTESY.containsAll(words));
    }
}
