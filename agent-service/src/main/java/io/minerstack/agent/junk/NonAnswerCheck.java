package io.minerstack.agent.junk;

import io.minerstack.agent.text.WordFile;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds a text that only offers help, such as "I'm ready to assist you", or only announces an answer. To a greeting
 * that is the right answer, and a request may ask for such words or point at a text that is missing.
 */
final class NonAnswerCheck implements JunkCheck {

    private static final int MAX_LENGTH = 500;
    private static final int MAX_ANNOUNCEMENT = 150;
    private static final int MAX_WORDS_OF_GREETING = 9;

    private static final Phrases OFFERS = Phrases.of("offers-of-help.txt");
    private static final Set<String> FILLERS = WordFile.words(NonAnswerCheck.class, "fillers.txt");
    private static final Phrases GREETINGS = Phrases.of("greetings.txt");
    private static final Phrases ASKS_FOR_INPUT = Phrases.of("requests-for-input.txt");
    private static final Set<String> REFERENCES = WordFile.words(NonAnswerCheck.class, "references.txt");
    private static final Set<String> ASKS_FOR_OFFER = WordFile.words(NonAnswerCheck.class, "offer-wishes.txt");

    @Override
    public @Nullable JunkFinding check(CheckedAnswer answer) {
        if (answer.text().length() > MAX_LENGTH || isRight(answer.request())) {
            return null;
        }
        boolean offered = false;
        boolean pointsAtText = answer.request().words().stream().anyMatch(REFERENCES::contains);
        for (String sentence : SentenceEnds.split(answer.text())) {
            boolean offer = OFFERS.occurIn(sentence);
            offered |= offer;
            boolean asksForInput = ASKS_FOR_INPUT.occurIn(sentence);
            if (asksForInput && pointsAtText) {
                return null;
            }
            if (!offer && !asksForInput && !FILLERS.containsAll(TextFolding.words(sentence))) {
                return announcement(answer);
            }
        }
        return offered ? new JunkFinding(JunkReason.NON_ANSWER, answer.text(), false) : announcement(answer);
    }

    /** A finding for "Sure, here is the poem:" without anything behind it. */
    private static @Nullable JunkFinding announcement(CheckedAnswer answer) {
        String text = answer.text();
        boolean announces = (text.endsWith(":") || text.endsWith("："))
                && text.length() <= MAX_ANNOUNCEMENT
                && text.indexOf('\n') < 0
                && !answer.words().isEmpty()
                && FILLERS.contains(answer.words().getFirst());
        return announces ? new JunkFinding(JunkReason.NON_ANSWER, text, false) : null;
    }

    private static boolean isRight(AnsweredRequest request) {
        String asked = String.join("\n", request.queries());
        boolean greets = TextFolding.words(asked).size() <= MAX_WORDS_OF_GREETING && GREETINGS.occurIn(asked);
        return greets || OFFERS.occurIn(asked) || request.words().stream().anyMatch(ASKS_FOR_OFFER::contains);
    }
}
