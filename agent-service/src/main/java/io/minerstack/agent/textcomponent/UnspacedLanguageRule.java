package io.minerstack.agent.textcomponent;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Orders in languages whose words have no spaces or particles around them. The object is the last of the known names in
 * its clause: "a poem about a slogan" and "a slogan about a poem" differ in that.
 */
final class UnspacedLanguageRule implements DocumentOrderRule {

    private static final Pattern CLAUSE_END = Pattern.compile("[,，:：;；]");

    private final List<String> order;
    private final List<String> document;
    private final List<String> shortText;
    private final List<String> question;

    /**
     * The rule of a language.
     *
     * @param words the word lists of the language by their names in the resource file
     */
    UnspacedLanguageRule(Function<String, List<String>> words) {
        this.order = words.apply("order");
        this.document = words.apply("document");
        this.shortText = words.apply("short");
        this.question = words.apply("question");
    }

    @Override
    public boolean isOrder(OrderSentence sentence) {
        return !sentence.isAscii() && CLAUSE_END.splitAsStream(sentence.text()).anyMatch(this::isOrderClause);
    }

    private boolean isOrderClause(String clause) {
        return last(order, clause) >= 0
                && last(question, clause) < 0
                && (last(shortText, clause) < 0 || last(document, clause) > last(shortText, clause));
    }

    /** The index of the last of the words in the clause; -1 for none. */
    private static int last(List<String> words, String clause) {
        return words.stream().mapToInt(clause::lastIndexOf).max().orElse(-1);
    }
}
