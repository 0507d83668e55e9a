package io.minerstack.agent.junk;

import io.minerstack.agent.text.WordFile;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds a review that says nothing about the reviewed text: all of its words are praise or belong to any review. */
final class EmptyPraiseCheck implements JunkCheck {

    private static final int MAX_WORDS = 80;

    private static final Set<String> PRAISE = WordFile.words(EmptyPraiseCheck.class, "praise.txt");
    private static final Set<String> GENERAL = WordFile.words(EmptyPraiseCheck.class, "review-words.txt");

    @Override
    public @Nullable JunkFinding check(CheckedAnswer answer) {
        if (!answer.request().review() || answer.words().size() > MAX_WORDS) {
            return null;
        }
        boolean praise = answer.words().stream().anyMatch(PRAISE::contains);
        boolean empty = answer.words().stream().allMatch(word -> PRAISE.contains(word) || GENERAL.contains(word));
        return praise && empty ? new JunkFinding(JunkReason.EMPTY_PRAISE, answer.text(), false) : null;
    }
}
