package io.minerstack.agent.sampling;

import io.minerstack.agent.prompt.PromptBuilder;
import io.minerstack.agent.prompt.PromptTemplates;
import io.minerstack.agent.text.WordFile;
import io.minerstack.agent.vote.FinalAnswerExtractor;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.Set;

/**
 * Says whether a request has one short right answer, so that samples can be compared: a number, a choice, yes or no, or
 * a name.
 */
final class DiscreteQuestion {

    // longer requests come with a text to work on
    private static final int MAX_QUERY_LENGTH = 2_000;
    private static final int MAX_ANSWER_LENGTH = 4_000;
    private static final String CODE = "```";

    /** Words of requests that ask for a text. */
    private final Set<String> textWishes = WordFile.words(DiscreteQuestion.class, "text-wishes.txt");

    /** Whether it is a single question that asks for no text. */
    boolean asks(PromptBuilder prompt) {
        if (!prompt.instructions().contains(PromptTemplates.COMPLETE)
                || prompt.queries().size() != 1
                || !prompt.context().isEmpty()) {
            return false;
        }
        String query = prompt.queries().getFirst();
        return query.length() <= MAX_QUERY_LENGTH
                && TextFolding.words(prompt.task() + "\n" + query).stream().noneMatch(textWishes::contains);
    }

    /** Whether the first sample has a final answer that others can be compared with. */
    boolean isAnsweredBy(String sample) {
        return sample.length() <= MAX_ANSWER_LENGTH
                && !sample.contains(CODE)
                && FinalAnswerExtractor.extract(sample) != null;
    }
}
