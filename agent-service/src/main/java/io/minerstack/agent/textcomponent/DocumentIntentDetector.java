package io.minerstack.agent.textcomponent;

import io.minerstack.agent.text.CodePoints;
import io.minerstack.servicesupport.text.TextFolding;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Detects requests for a document: at least one sentence orders to write something that is longer than an answer. A
 * question is no order, not even a question about writing.
 */
final class DocumentIntentDetector {

    private static final int MAX_READ_CHARACTERS = 2_000;
    // the patterns backtrack: an order is near the start of its sentence
    private static final int MAX_SENTENCE_CHARACTERS = 500;
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?;。！？])\\s*|\\R");

    /** Accents on Latin letters, which many people do not type. */
    private static final Pattern ACCENT = Pattern.compile("(?<=\\p{IsLatin})\\p{M}+");

    private static final Pattern LEADING_SYMBOLS = Pattern.compile("^[^\\p{L}\\p{N}'\"]+");

    private DocumentIntentDetector() {}

    /**
     * Whether the first or the last 2,000 characters of {@code request} ask for a document, in any of the known
     * languages: people put the order before or after their material.
     */
    static boolean asksForDocument(String request) {
        return SENTENCE_END
                .splitAsStream(CodePoints.cut(request, MAX_READ_CHARACTERS, "") + end(request))
                .map(sentence -> CodePoints.cut(sentence, MAX_SENTENCE_CHARACTERS, ""))
                .map(DocumentIntentDetector::normalize)
                .filter(sentence -> !sentence.isEmpty())
                .anyMatch(sentence -> EnglishDocumentIntent.matches(sentence)
                        || Arrays.stream(NonEnglishDocumentIntent.values())
                                .anyMatch(language -> language.matches(sentence)));
    }

    /** The last sentences, where the request is longer than the part that is read at the start. */
    private static String end(String request) {
        if (request.length() <= MAX_READ_CHARACTERS) {
            return "";
        }
        String end = request.substring(request.length() - MAX_READ_CHARACTERS);
        // the first of them may be the rest of a sentence
        String[] parts = SENTENCE_END.split(end, 2);
        return parts.length < 2 ? "" : "\n" + parts[1];
    }

    /** The sentence folded, without accents on Latin letters, bullets and numbering. */
    private static String normalize(String sentence) {
        String bare = ACCENT.matcher(Normalizer.normalize(TextFolding.fold(sentence), Normalizer.Form.NFD))
                .replaceAll("");
        return LEADING_SYMBOLS
                .matcher(Normalizer.normalize(bare, Normalizer.Form.NFC))
                .replaceAll("");
    }
}
