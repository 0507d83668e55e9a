package io.minerstack.agent.textcomponent;

import java.util.List;
import java.util.function.Function;

/**
 * Orders in languages with spaces whose sentences end with the verb: "to the landlord a letter write". The name of the
 * document stands before the order.
 */
final class VerbFinalLanguageRule implements DocumentOrderRule {

    private final WordPhrases lead;
    private final WordPhrases order;
    private final WordPhrases document;
    private final WordPhrases shortText;
    private final WordPhrases question;

    /**
     * The rule of a language.
     *
     * @param words the word lists of the language by their names in the resource file
     */
    VerbFinalLanguageRule(Function<String, List<String>> words) {
        this.lead = new WordPhrases(words.apply("lead"));
        this.order = new WordPhrases(words.apply("order"));
        this.document = new WordPhrases(words.apply("document"));
        this.shortText = new WordPhrases(words.apply("short"));
        this.question = new WordPhrases(words.apply("question"));
    }

    @Override
    public boolean isOrder(OrderSentence sentence) {
        List<String> tokens = sentence.tokens();
        int start = 0;
        for (int end = 0; end <= tokens.size(); end++) {
            if (end == tokens.size() || tokens.get(end).equals(OrderSentence.BREAK)) {
                if (isOrderClause(tokens, start, end)) {
                    return true;
                }
                start = end + 1;
            }
        }
        return false;
    }

    private boolean isOrderClause(List<String> tokens, int start, int end) {
        int name = last(document, tokens, start, end);
        return endsWithOrder(tokens, start, end)
                && name >= 0
                && last(shortText, tokens, start, end) < 0
                && last(question, tokens, start, end) < 0;
    }

    /** Whether the clause ends with an order, or with an order and words such as "please". */
    private boolean endsWithOrder(List<String> tokens, int start, int end) {
        int at = last(order, tokens, start, end);
        int after = at < 0 ? start : at + order.lengthAt(tokens, at);
        while (at >= 0 && after < end && lead.isAt(tokens, after)) {
            after += lead.lengthAt(tokens, after);
        }
        return at >= 0 && after >= end;
    }

    /** The index of the last of the phrases in the clause; -1 for none. */
    private static int last(WordPhrases phrases, List<String> tokens, int start, int end) {
        for (int i = end - 1; i >= start; i--) {
            if (phrases.lengthAt(tokens, i) > 0) {
                return i;
            }
        }
        return -1;
    }
}
