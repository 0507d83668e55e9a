package io.minerstack.agent.textcomponent;

import java.util.List;
import java.util.function.Function;

/**
 * Orders in languages with spaces between the words. An order begins the sentence, or follows a comma or a word such as
 * "and"; what is ordered stands in its first words. A verb of writing with an object is enough, unless the object is a
 * short text ("a one-word reply").
 */
final class SpacedLanguageRule implements DocumentOrderRule {

    /** The first words of an object name it: "a very short and friendly letter". */
    private static final int NAME_WORDS = 7;
    /** For verbs of all kinds of things: "make a long table", but not "make sure that the text is short". */
    private static final int NAME_WORDS_OF_EDIT = 3;

    private static final int MIN_DIGITS_OF_A_LENGTH = 3;

    private final WordPhrases lead;
    private final WordPhrases order;
    private final WordPhrases edit;
    private final WordPhrases polite;
    private final WordPhrases verb;
    private final WordPhrases object;
    private final WordPhrases document;
    private final WordPhrases shortText;
    private final WordPhrases question;

    /**
     * The rule of a language.
     *
     * @param words the word lists of the language by their names in the resource file
     */
    SpacedLanguageRule(Function<String, List<String>> words) {
        this.lead = new WordPhrases(words.apply("lead"));
        this.order = new WordPhrases(words.apply("order"));
        this.edit = new WordPhrases(words.apply("edit"));
        this.polite = new WordPhrases(words.apply("polite"));
        this.verb = new WordPhrases(words.apply("verb"));
        this.object = new WordPhrases(words.apply("object"));
        this.document = new WordPhrases(words.apply("document"));
        this.shortText = new WordPhrases(words.apply("short"));
        this.question = new WordPhrases(words.apply("question"));
    }

    @Override
    public boolean isOrder(OrderSentence sentence) {
        List<String> tokens = sentence.tokens();
        int start = skipLead(tokens, 0);
        boolean first = true;
        while (start < tokens.size()) {
            if (isOrderAt(tokens, start, first)) {
                return true;
            }
            int next = start;
            while (next < tokens.size() && !isLead(tokens, next)) {
                // behind "how to read and …" stands no order
                if (question.isAt(tokens, next)) {
                    return false;
                }
                next++;
            }
            start = skipLead(tokens, next);
            first = false;
        }
        return false;
    }

    private boolean isOrderAt(List<String> tokens, int start, boolean first) {
        int length = order.lengthAt(tokens, start);
        if (length > 0 && isDocument(tokens, skipLead(tokens, start + length), first)) {
            return true;
        }
        length = edit.lengthAt(tokens, start);
        if (length > 0) {
            int object = skipLead(tokens, start + length);
            int name = document.firstIn(tokens, object, object + NAME_WORDS_OF_EDIT);
            return name >= 0 && !isShort(tokens, object, name);
        }
        length = polite.lengthAt(tokens, start);
        return length > 0
                && verb.firstIn(tokens, start + length, tokens.size()) >= 0
                && isPolitelyAskedFor(tokens, start + length);
    }

    /**
     * Whether the object of an order is a document.
     *
     * @param first whether the order begins its sentence: later ones need an object with an article or with the name of
     *     a document, because "read, write and create" is a list of verbs
     */
    private boolean isDocument(List<String> tokens, int start, boolean first) {
        int name = document.firstIn(tokens, start, start + NAME_WORDS);
        if (start >= tokens.size() || isShort(tokens, start, name)) {
            return false;
        }
        boolean hasArticle = object.isAt(tokens, start)
                || Character.isDigit(tokens.get(start).charAt(0));
        if (!first && !object.isEmpty()) {
            return hasArticle;
        }
        return name >= 0 || hasArticle || (first && object.isEmpty());
    }

    /** Whether the words around a verb name a document: the object may stand before the verb or after it. */
    private boolean isPolitelyAskedFor(List<String> tokens, int start) {
        int name = document.firstIn(tokens, start, tokens.size());
        return !isShort(tokens, start, name)
                && (name >= 0 || object.isEmpty() || object.firstIn(tokens, start, tokens.size()) >= 0);
    }

    /** Whether a short text is named before the document; "500 words" is no short text. */
    private boolean isShort(List<String> tokens, int start, int document) {
        int named = shortText.firstIn(tokens, start, document < 0 ? start + NAME_WORDS : document);
        return named >= 0
                && !(named > start
                        && tokens.get(named - 1).length() >= MIN_DIGITS_OF_A_LENGTH
                        && Character.isDigit(tokens.get(named - 1).charAt(0)));
    }

    private int skipLead(List<String> tokens, int from) {
        int i = from;
        while (i < tokens.size() && isLead(tokens, i)) {
            i += Math.max(1, lead.lengthAt(tokens, i));
        }
        return i;
    }

    private boolean isLead(List<String> tokens, int index) {
        return tokens.get(index).equals(OrderSentence.BREAK) || lead.isAt(tokens, index);
    }
}
