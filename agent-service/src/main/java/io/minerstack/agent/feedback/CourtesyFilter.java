package io.minerstack.agent.feedback;

import io.minerstack.servicesupport.text.TextFolding;
import java.util.List;
import java.util.Set;

/** Recognises feedback with nothing to learn in it, such as a thumb or a thank-you, without a call to the model. */
final class CourtesyFilter {

    private static final int MAX_WORDS = 8;

    private static final Set<String> WORDS = Set.of("""
            thanks thank you thx ty great good nice cool ok okay perfect awesome excellent amazing wow lol yes no yep
            nope bad job work answer very so much well done a lot love it like this that was is helpful
            i""".split("\\s+"));

    private CourtesyFilter() {}

    /** Whether the feedback has no words, or at most eight, all of them courtesies. */
    static boolean hasNothingToLearn(String feedback) {
        List<String> words = TextFolding.words(feedback);
        return words.isEmpty() || (words.size() <= MAX_WORDS && WORDS.containsAll(words));
    }
}
