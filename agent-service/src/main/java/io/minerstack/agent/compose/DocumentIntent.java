package io.minerstack.agent.compose;

import io.minerstack.agent.text.CodePoints;
import io.minerstack.agent.text.Folding;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Whether a request asks for something to be written: a sentence of it tells us to write, and what is to be written is
 * more than an answer. Questions ask for none, not even those about writing.
 */
final class DocumentIntent {

    private static final int ENOUGH = 2_000;
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?;\u3002\uFF01\uFF1F])\\s*|\\R");
    /** Marks on Latin letters: people leave them out. */
    private static final Pattern ACCENT = Pattern.compile("(?<=\\p{IsLatin})\\p{M}+");

    private static final Pattern OPENING = Pattern.compile("^[^\\p{L}\\p{N}'\"]+");

    private DocumentIntent() {}

    static boolean isIn(String request) {
        return SENTENCE_END
                .splitAsStream(CodePoints.cut(request, ENOUGH, ""))
                .map(DocumentIntent::plain)
                .filter(sentence -> !sentence.isEmpty())
                .anyMatch(sentence -> EnglishDocumentIntent.isIn(sentence)
                        || Arrays.stream(MultilingualDocumentIntent.values())
                                .anyMatch(language -> language.isIn(sentence)));
    }

    /** Folded, without accents, bullets and numbering. */
    private static String plain(String sentence) {
        String bare = ACCENT.matcher(Normalizer.normalize(Folding.fold(sentence), Normalizer.Form.NFD))
                .replaceAll("");
        return OPENING.matcher(Normalizer.normalize(bare, Normalizer.Form.NFC)).replaceAll("");
    }
}
