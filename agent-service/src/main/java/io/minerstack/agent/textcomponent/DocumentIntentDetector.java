package io.minerstack.agent.textcomponent;

import io.minerstack.servicesupport.text.CodePoints;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Detects requests for a document: at least one sentence orders to write something that is longer than an answer. A
 * question is no order, not even a question about writing. The words of each language stand in a resource file.
 */
@Component
class DocumentIntentDetector {

    private static final int MAX_READ_CHARACTERS = 60_000;
    private static final int MAX_END_CHARACTERS = 2_000;
    private static final int MAX_SENTENCES = 2_000;
    // an order is near the start of its sentence
    private static final int MAX_SENTENCE_CHARACTERS = 500;
    // people who put an order between their material write the order short
    private static final int MAX_LATER_SENTENCE_CHARACTERS = 120;
    private static final int SENTENCES_OF_START = 30;
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?;。！？])\\s*|\\R");

    private final List<DocumentOrderRule> rules = DocumentWords.rules();

    /**
     * Whether {@code request} asks for a document, in any of the known languages. People put the order before, after or
     * between their material. Of a longer request, the first 2,000 sentences within the first 60,000 characters and the
     * last 2,000 characters are read.
     */
    boolean asksForDocument(String request) {
        return hasOrder(CodePoints.cut(request, MAX_READ_CHARACTERS, "")) || hasOrder(end(request));
    }

    private boolean hasOrder(String text) {
        Iterator<String> sentences =
                SENTENCE_END.splitAsStream(text).limit(MAX_SENTENCES).iterator();
        for (int i = 0; sentences.hasNext(); i++) {
            int read = i < SENTENCES_OF_START ? MAX_SENTENCE_CHARACTERS : MAX_LATER_SENTENCE_CHARACTERS;
            OrderSentence sentence = OrderSentence.of(CodePoints.cut(sentences.next(), read, ""));
            if (rules.stream().anyMatch(rule -> rule.isOrder(sentence))) {
                return true;
            }
        }
        return false;
    }

    /** The last sentences, where the request is longer than what is read from the start on. */
    private static String end(String request) {
        if (request.length() <= MAX_END_CHARACTERS) {
            return "";
        }
        String end = request.substring(request.length() - MAX_END_CHARACTERS);
        // the first of them may be the rest of a sentence
        String[] parts = SENTENCE_END.split(end, 2);
        return parts.length < 2 ? "" : parts[1];
    }
}
