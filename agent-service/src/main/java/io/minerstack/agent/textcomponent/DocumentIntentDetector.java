package io.minerstack.agent.textcomponent;

import io.minerstack.agent.text.CodePoints;
import io.minerstack.servicesupport.text.TextFolding;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.regex.Pattern;

/**
 * Detects requests for a document: at least one sentence orders to write something that is longer than an answer. A
 * question is no order, not even a question about writing.
 */
final class DocumentIntentDetector {

    private static final int MAX_READ_CHARACTERS = 60_000;
    private static final int MAX_END_CHARACTERS = 2_000;
    private static final int MAX_SENTENCES = 2_000;
    // the patterns backtrack: an order is near the start of its sentence
    private static final int MAX_SENTENCE_CHARACTERS = 500;
    // people who put an order between their material write the order short
    private static final int MAX_LATER_SENTENCE_CHARACTERS = 120;
    private static final int SENTENCES_OF_START = 30;
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?;。！？])\\s*|\\R");

    /** Accents on Latin letters, which many people do not type. */
    private static final Pattern ACCENT = Pattern.compile("(?<=\\p{IsLatin})\\p{M}+");

    private static final Pattern LEADING_SYMBOLS = Pattern.compile("^[^\\p{L}\\p{N}'\"]+");

    private DocumentIntentDetector() {}

    /**
     * Whether {@code request} asks for a document, in any of the known languages. People put the order before, after or
     * between their material. Of a longer request, the first 2,000 sentences within the first 60,000 characters and the
     * last 2,000 characters are read.
     */
    static boolean asksForDocument(String request) {
        return isOrderAmong(CodePoints.cut(request, MAX_READ_CHARACTERS, "")) || isOrderAmong(end(request));
    }

    private static boolean isOrderAmong(String text) {
        Iterator<String> sentences =
                SENTENCE_END.splitAsStream(text).limit(MAX_SENTENCES).iterator();
        for (int i = 0; sentences.hasNext(); i++) {
            int read = i < SENTENCES_OF_START ? MAX_SENTENCE_CHARACTERS : MAX_LATER_SENTENCE_CHARACTERS;
            String sentence = normalize(CodePoints.cut(sentences.next(), read, ""));
            if (!sentence.isEmpty() && isOrder(sentence)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOrder(String sentence) {
        return EnglishDocumentIntent.matches(sentence)
                || Arrays.stream(NonEnglishDocumentIntent.values()).anyMatch(language -> language.matches(sentence));
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

    /**
     * The sentence folded, without accents on Latin letters, bullets and numbering. The normaliser sorts the marks of
     * one letter in a number of steps that is the square of the number of marks: {@code sentence} is short, and folding
     * leaves at most 30 marks on a letter.
     */
    private static String normalize(String sentence) {
        String folded = TextFolding.fold(sentence);
        return LEADING_SYMBOLS
                .matcher(isAscii(folded) ? folded : withoutAccents(folded))
                .replaceAll("");
    }

    private static String withoutAccents(String folded) {
        String bare = ACCENT.matcher(Normalizer.normalize(folded, Normalizer.Form.NFD))
                .replaceAll("");
        return Normalizer.normalize(bare, Normalizer.Form.NFC);
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 0x80);
    }
}
