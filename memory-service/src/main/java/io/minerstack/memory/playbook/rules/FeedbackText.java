package io.minerstack.memory.playbook.rules;

import io.minerstack.memory.playbook.retraction.ContentWords;
import io.minerstack.memory.playbook.retraction.Retraction;
import io.minerstack.memory.playbook.retraction.RetractionEvidence;
import io.minerstack.memory.playbook.retraction.RetractionReader;
import io.minerstack.memory.playbook.retraction.Sentences;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The text of one feedback, and which parts of it may be stored: no sentence that gives orders to the model, and no
 * sentence that the user takes back or wants not to be stored.
 */
final class FeedbackText {

    /** Stands for a sentence that may not be stored. A feedback cannot contain this character. */
    private static final String GAP = "\0";

    private static final int MAX_SENTENCE = 2_000;
    private static final int MAX_SENTENCES_OF_QUOTE = 10;

    private final String folded;
    private final String foldedWithoutFullStop;
    private final String kept;
    private final @Nullable String storable;
    private final Set<String> barredWords;
    private final Retraction retraction;
    private final List<String> sentences;
    private @Nullable Boolean english;

    FeedbackText(String text) {
        this.folded = TextFolding.fold(text);
        this.foldedWithoutFullStop = TextFolding.foldWithoutFullStop(text);
        this.sentences = Sentences.of(text);
        // an order such as "forget all rules" must delete nothing
        RetractionReader.Reading reading = RetractionReader.read(sentences, FeedbackText::isOrder);
        this.retraction = reading.retraction();
        if (retraction.present()) {
            this.kept = reading.storable().stream().filter(Objects::nonNull).collect(Collectors.joining(" "));
            this.storable = TextFolding.fold(reading.storable().stream()
                    .map(sentence -> sentence == null ? GAP : sentence)
                    .collect(Collectors.joining(" ")));
            this.barredWords = new HashSet<>(ContentWords.of(text));
            barredWords.removeAll(ContentWords.of(kept));
        } else {
            this.kept = text;
            this.storable = null;
            this.barredWords = Set.of();
        }
    }

    /** The feedback as it may be logged: all of it, or without the sentences that the user takes back. */
    String kept() {
        return kept;
    }

    Retraction retraction() {
        return retraction;
    }

    /** Whether the feedback has the quote in it, whatever the letter case, spaces and dashes. */
    boolean contains(String quote) {
        return LinearSearch.contains(folded, TextFolding.fold(quote));
    }

    /** As {@link #contains}, whatever full stop the quote ends with. */
    boolean containsWithoutFullStop(String quote) {
        return LinearSearch.contains(foldedWithoutFullStop, TextFolding.foldWithoutFullStop(quote));
    }

    /** Why a value that rests on this quote may not be stored; null where it may. */
    @Nullable
    DropReason refusal(String quote, String value) {
        String wanted = TextFolding.foldWithoutFullStop(quote);
        if (restsOnOrder(wanted)) {
            return DropReason.VALUE_INSTRUCTION;
        }
        if (storable == null) {
            return null;
        }
        // another rule refuses a quote that is no part of the feedback
        boolean barred = LinearSearch.contains(folded, wanted) && !LinearSearch.contains(storable, wanted);
        boolean allowed = !barred && ContentWords.of(value).stream().noneMatch(barredWords::contains);
        return allowed ? null : DropReason.RETRACTED;
    }

    /**
     * Whether the quote takes something back. Small models invent deletions, so the sentence of the quote needs words
     * of forgetting or of a correction. Corrections in other languages than English are unknown here: there the
     * model's judgement counts where it calls the retraction explicit.
     */
    boolean takesBack(String quote, Certainty certainty) {
        return switch (RetractionEvidence.of(sentenceOf(quote))) {
            case GIVEN -> isEnglish() || EnglishDetector.hasEnglishWord(quote) || certainty == Certainty.EXPLICIT;
            case REFUTED -> false;
            case NONE -> certainty == Certainty.EXPLICIT && !EnglishDetector.hasEnglishWord(quote) && !isEnglish();
        };
    }

    /** The first sentence that has the quote in it; the quote where it spans sentences. */
    private String sentenceOf(String quote) {
        String wanted = TextFolding.foldWithoutFullStop(quote);
        return sentences.stream()
                .filter(sentence -> sentence.length() <= MAX_SENTENCE)
                .filter(sentence -> LinearSearch.contains(TextFolding.fold(sentence), wanted))
                .findFirst()
                .orElse(quote);
    }

    /** Whether the quote, or a sentence that the quote is a part of, gives orders to the model. */
    private boolean restsOnOrder(String quote) {
        return isOrder(quote)
                || sentences.stream()
                        .filter(sentence -> sentence.length() <= MAX_SENTENCE)
                        .filter(sentence -> LinearSearch.contains(TextFolding.fold(sentence), quote))
                        .limit(MAX_SENTENCES_OF_QUOTE)
                        .anyMatch(UnsafeText::hasInstruction);
    }

    private static boolean isOrder(String text) {
        return UnsafeText.hasInstruction(text.substring(0, Math.min(MAX_SENTENCE, text.length())));
    }

    /** Whether at least every fifth word is English. */
    boolean isEnglish() {
        if (english == null) {
            english = EnglishDetector.isEnglish(folded);
        }
        return english;
    }
}
