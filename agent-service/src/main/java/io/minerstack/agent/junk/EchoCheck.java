package io.minerstack.agent.junk;

import io.minerstack.agent.text.WordFile;
import io.minerstack.servicesupport.text.TextFolding;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds a text that is the request again, or our own instructions: nothing is left of the text without them and without
 * labels such as "Task:". A request that is no question is an echo only without a task, because the task may ask for a
 * text that was right before.
 */
final class EchoCheck implements JunkCheck {

    private static final int MIN_WORDS = 4;
    private static final int MAX_SENTENCES = 200;
    /** How the texts of other sources begin in a prompt. */
    private static final String DELIMITER = "<material kind=\"";

    private static final double SAME = 0.9;

    private static final Set<String> LABELS = WordFile.words(EchoCheck.class, "prompt-labels.txt");

    private final Set<String> instructions;

    /** Sentences of our own texts that are too short to be a sign of an echo when they stand alone. */
    private final Set<String> shortInstructions;

    /** A check that knows our own texts, too: the instructions that a prompt can have. */
    EchoCheck(List<String> instructions) {
        Set<String> sentences = new HashSet<>();
        Set<String> shortSentences = new HashSet<>();
        for (String instruction : instructions) {
            for (String sentence : SentenceEnds.split(instruction)) {
                (TextFolding.words(sentence).size() >= MIN_WORDS ? sentences : shortSentences).add(key(sentence));
            }
        }
        this.instructions = Set.copyOf(sentences);
        this.shortInstructions = Set.copyOf(shortSentences);
    }

    @Override
    public @Nullable JunkFinding check(CheckedAnswer answer) {
        if (answer.words().size() < MIN_WORDS) {
            return null;
        }
        if (answer.text().contains(DELIMITER)
                && answer.request().queries().stream().noneMatch(query -> query.contains(DELIMITER))) {
            return finding(answer);
        }
        List<String> sentences = answer.ends().isWhole() ? SentenceEnds.split(answer.text()) : List.of();
        if (sentences.isEmpty() || sentences.size() > MAX_SENTENCES) {
            return null;
        }
        Set<String> asking = new HashSet<>(instructions);
        Set<String> other = new HashSet<>(shortInstructions);
        readRequest(answer.request(), asking, other);
        boolean asks = false;
        for (String sentence : sentences) {
            String key = key(sentence);
            asks |= asking.contains(key);
            if (!key.isEmpty() && !asking.contains(key) && !other.contains(key)) {
                return isSameQuestion(answer) ? finding(answer) : null;
            }
        }
        return asks || isWholeQuery(answer) ? finding(answer) : null;
    }

    private static JunkFinding finding(CheckedAnswer answer) {
        return new JunkFinding(JunkReason.ECHO, answer.text(), false);
    }

    /**
     * Adds the sentences of the request whose repetition is no answer, and the other ones: "Which is true? Ice is hot.
     * Ice is cold." may be answered with one of these.
     */
    private static void readRequest(AnsweredRequest request, Set<String> asking, Set<String> other) {
        SentenceEnds.split(request.task()).stream().map(EchoCheck::key).forEach(asking::add);
        boolean instructed = isInstructed(request);
        for (String query : request.queries()) {
            for (String sentence : SentenceEnds.split(query)) {
                (!instructed && isQuestion(sentence) ? asking : other).add(key(sentence));
            }
        }
        asking.remove("");
    }

    /** Whether the task, and not a query, says what is to be done. */
    private static boolean isInstructed(AnsweredRequest request) {
        return !request.task().isBlank() && !request.hasQuestionMark();
    }

    private static boolean isWholeQuery(CheckedAnswer answer) {
        String key = key(answer.text());
        return !isInstructed(answer.request())
                && answer.request().queries().stream().map(EchoCheck::key).anyMatch(key::equals);
    }

    private static boolean isQuestion(String sentence) {
        return sentence.endsWith("?") || sentence.endsWith("？") || sentence.endsWith("؟");
    }

    /** Whether the text asks the user's question with the same words in another order. */
    private static boolean isSameQuestion(CheckedAnswer answer) {
        if (!answer.request().hasQuestionMark() || !answer.text().endsWith("?")) {
            return false;
        }
        Set<String> words = new HashSet<>(answer.words());
        long known = words.stream().filter(answer.request().words()::contains).count();
        return known >= SAME * words.size()
                && words.size() >= SAME * answer.request().words().size();
    }

    /** The words of a sentence without the labels at its beginning. */
    private static String key(String sentence) {
        List<String> words = TextFolding.words(sentence);
        int first = 0;
        while (first < words.size() && isLabel(words, first)) {
            first++;
        }
        return String.join(" ", words.subList(first, words.size()));
    }

    private static boolean isLabel(List<String> words, int index) {
        String word = words.get(index);
        return LABELS.contains(word) || (index > 0 && word.length() <= 2 && Character.isDigit(word.charAt(0)));
    }
}
